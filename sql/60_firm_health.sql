/* Firm measures: zombie tests by calendar year, and the technology choice index. */

CREATE FUNCTION @extschema@.interest_cover(ebit double precision, interest double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_interest_cover';
COMMENT ON FUNCTION @extschema@.interest_cover(double precision, double precision) IS
'Interest coverage ratio: EBIT over interest. NULL where no interest is paid (0 or less), so test ebit < interest instead; 22023 for a number that is not finite.';

CREATE FUNCTION @extschema@.minimum_interest(
    short_debt double precision, long_debt double precision, bonds double precision,
    short_rate double precision, long_rates double precision[], bond_rate double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_minimum_interest';
COMMENT ON FUNCTION @extschema@.minimum_interest(double precision, double precision, double precision, double precision, double precision[], double precision) IS
'Least interest of a firm without favours on last year''s debt, rates as fractions, the mean of the long ones. NULL bonds or bond_rate: without bonds; any other NULL gives NULL. 22023 for negative debt. Caballero, Hoshi, Kashyap 2008.';

CREATE FUNCTION @extschema@.zombie_chk(
    interest double precision, minimum_interest double precision, debt_before double precision)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_zombie_chk';
COMMENT ON FUNCTION @extschema@.zombie_chk(double precision, double precision, double precision) IS
'Zombie firm of Caballero, Hoshi and Kashyap: pays less than the minimum interest. NULL without debt the year before; 22023 for negative debt. 2008, American Economic Review 98.';

CREATE FUNCTION @extschema@.zombie_fn(
    interest double precision, minimum_interest double precision, debt_before double precision,
    ebit double precision, debt double precision, leverage_before double precision)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_zombie_fn';
COMMENT ON FUNCTION @extschema@.zombie_fn(double precision, double precision, double precision, double precision, double precision, double precision) IS
'Zombie firm of Fukuda and Nakamura: EBIT below minimum interest, and zombie_chk or growing high debt. NULL without debt the year before; 22023 for negative debt. 2011, World Economy 34.';

CREATE FUNCTION @extschema@.every_year_accumulate(state bigint, year integer, condition boolean)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_condition';
COMMENT ON FUNCTION @extschema@.every_year_accumulate(bigint, integer, boolean) IS
'Adds a row to what is known of three years; transition function of every_year.';

CREATE FUNCTION @extschema@.every_year_accumulate(state bigint, year integer, condition boolean, years integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_condition';
COMMENT ON FUNCTION @extschema@.every_year_accumulate(bigint, integer, boolean, integer) IS
'Adds a row to what is known of some years; transition function of every_year.';

CREATE FUNCTION @extschema@.zombie_icr_accumulate(
    state bigint, year integer, ebit double precision, interest double precision, age integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_icr';
COMMENT ON FUNCTION @extschema@.zombie_icr_accumulate(bigint, integer, double precision, double precision, integer) IS
'Adds a year of a firm; transition function of zombie_icr.';

CREATE FUNCTION @extschema@.zombie_icr_accumulate(
    state bigint, year integer, ebit double precision, interest double precision, age integer, years integer, minimum_age integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_icr';
COMMENT ON FUNCTION @extschema@.zombie_icr_accumulate(bigint, integer, double precision, double precision, integer, integer, integer) IS
'Adds a year of a firm; transition function of zombie_icr with years and age of one''s own.';

CREATE FUNCTION @extschema@.zombie_loss_accumulate(
    state bigint, year integer, profit double precision, subsidy double precision)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_loss';
COMMENT ON FUNCTION @extschema@.zombie_loss_accumulate(bigint, integer, double precision, double precision) IS
'Adds a year of a firm; transition function of zombie_loss.';

CREATE FUNCTION @extschema@.zombie_loss_accumulate(
    state bigint, year integer, profit double precision, subsidy double precision, years integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_loss';
COMMENT ON FUNCTION @extschema@.zombie_loss_accumulate(bigint, integer, double precision, double precision, integer) IS
'Adds a year of a firm; transition function of zombie_loss with years of one''s own.';

CREATE FUNCTION @extschema@.every_year_merge(state bigint, other bigint)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_merge';
COMMENT ON FUNCTION @extschema@.every_year_merge(bigint, bigint) IS
'Adds a state to a state; combine function of every_year, zombie_icr and zombie_loss.';

CREATE FUNCTION @extschema@.every_year_result(state bigint)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_result';
COMMENT ON FUNCTION @extschema@.every_year_result(bigint) IS
'The answer of what a state has collected; final function of every_year, zombie_icr and zombie_loss.';

CREATE AGGREGATE @extschema@.every_year(year integer, condition boolean) (
    SFUNC = @extschema@.every_year_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.every_year(integer, boolean) IS
'Does a condition hold in each of the last three calendar years, up to the latest. NULL unless it is known in all three; in several rows of a year it must hold in all.';

CREATE AGGREGATE @extschema@.every_year(year integer, condition boolean, years integer) (
    SFUNC = @extschema@.every_year_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.every_year(integer, boolean, integer) IS
'Does a condition hold in each of the last years, 1 to 12 calendar years up to the latest. NULL unless it is known in all of them; in several rows of a year it must hold in all.';

CREATE AGGREGATE @extschema@.zombie_icr(year integer, ebit double precision, interest double precision, age integer) (
    SFUNC = @extschema@.zombie_icr_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_icr(integer, double precision, double precision, integer) IS
'Zombie firm: EBIT below interest in each of three calendar years up to the latest, at age 10 or more. NULL unless all is known. McGowan, Andrews, Millot 2018, Economic Policy 33.';

CREATE AGGREGATE @extschema@.zombie_icr(year integer, ebit double precision, interest double precision, age integer, years integer, minimum_age integer) (
    SFUNC = @extschema@.zombie_icr_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_icr(integer, double precision, double precision, integer, integer, integer) IS
'Zombie firm: EBIT below interest in each of some calendar years (1 to 12) up to the latest, at a minimum age. NULL unless all is known; 22023 for years out of range. McGowan, Andrews, Millot 2018.';

CREATE AGGREGATE @extschema@.zombie_loss(year integer, profit double precision, subsidy double precision) (
    SFUNC = @extschema@.zombie_loss_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_loss(integer, double precision, double precision) IS
'Zombie firm: a loss but for subsidies in each of three calendar years up to the latest. NULL unless all is known.';

CREATE AGGREGATE @extschema@.zombie_loss(year integer, profit double precision, subsidy double precision, years integer) (
    SFUNC = @extschema@.zombie_loss_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_loss(integer, double precision, double precision, integer) IS
'Zombie firm: a loss but for subsidies in each of some calendar years (1 to 12) up to the latest. NULL unless all is known; 22023 for years out of range.';
