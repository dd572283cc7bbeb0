-- What is read: rows of firms or of published cells, borders of a map, titles of codes, policies.
SET client_min_messages = warning;
CREATE EXTENSION cluster_ext;
CREATE SCHEMA report;

CREATE UNLOGGED TABLE report.firms (region text NOT NULL, industry text NOT NULL, size float8, firms float8, year int, lon float8, lat float8);
CREATE TABLE report.borders (region text NOT NULL, neighbour text NOT NULL);
CREATE TABLE report.titles (code text PRIMARY KEY, title text NOT NULL);
CREATE TABLE report.policies (
    region text NOT NULL, industry text NOT NULL, admin_level text, start_year int, end_year int, amount float8, amount_unit text,
    target_value float8, target_year int, measure text, decided int, has_end boolean, has_target boolean, is_competitive boolean,
    has_review boolean);
