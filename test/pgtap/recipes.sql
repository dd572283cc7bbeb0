-- Every recipe of doc/reference.md for other software's numbers, against the numbers that the software prints: in its documents or its tests,
-- or, where those print none, run on the data below by its own code (EconGeo 1.3 of December 2022, REAT 3.0.3, COINr 1.1.14 under R 4.2; R
-- economiccomplexity 2.0.0, whose C++ was written down in R line by line).
\ir lib/begin.sql

-- What a query gives, in its order, is what is printed, to a tolerance.
CREATE FUNCTION pg_temp.prints(query text, printed float8[], tolerance float8, description text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    ours float8[];
BEGIN
    EXECUTE format('SELECT array_agg(x) FROM (%s) AS q(x)', query) INTO ours;
    RETURN ok(cardinality(ours) = cardinality(printed) AND (SELECT bool_and(abs(o - p) <= tolerance) FROM unnest(ours, printed) AS v(o, p)) IS TRUE, description);
END $$;

SELECT plan(78);

-- Stata ecomplexity and py-ecomplexity ------------------------------------------------

-- Exports of 10 countries by 30 products in 1995, and what Stata makes of them: tests/fixtures/trade_data_sample.csv and stata_single_year_1995.csv of
-- py-ecomplexity (Growth Lab at Harvard University, MIT licence).
CREATE TEMP TABLE exports AS
SELECT c, p, v FROM (VALUES
    ('aut', '{43653866.43,132991884.15,93940338.39,15442491.01,21642749.64,76134477.79,65827591.89,154564961.86,34651856.7,24073623.81,10332865.42,2782206.04,31232472.29,132463432.49,22692705.5,75284750.03,141388742.07,376155031.34,17640162.27,35991722.54,32208346.91,159595066.34,14098923.22,48952399.43,77229539.71,20479197.9,340263534.79,81467251.15,22309941.08,367287219.18}'),
    ('blx', '{231388156.35,929206368.42,570383751.75,69670684.25,160263152.18,279532748.21,843983820.68,226288859.5,65388504.87,138591458.62,117398031.03,5756671.86,22048910.35,86797000.16,164040754.12,160078632.97,95103903.06,491062951.54,29407233.96,267034253.85,95023832.64,308980069.85,59592394.64,35216964.75,91908053.77,52391328.47,492536566.35,131742690.98,37052381.13,717645985.61}'),
    ('che', '{90164715.03,297525552.01,66012665.45,18629452.84,3765487.94,130582726.84,179427668.26,248085225.4,118798700.9,31392462.67,78601294.41,10994191.71,3067354.1,49049245.2,11094865.52,47834655.74,123430064.09,180863024.7,22533876.68,35423011.37,17288471.67,154507689.24,20885237.61,46975902.15,152177396.18,27329164.75,341518391.3,101077112.07,54264820.52,329887361.8}'),
    ('deu', '{391713402.47,1208194494.19,941689735.51,74584781.06,121151127.28,1043267937.23,1558214559.88,1052983984.05,199052493.24,295861359.95,296765486.99,22377943.1,131061096.1,299613099.3,184332836.65,514235560.35,756505081.66,1353759016.4,153427766.54,441603828.72,223090810.36,560984579.0,91523832.77,278797365.71,414309091.27,276977278.11,2566851862.28,1297443579.44,185068109.76,2773312213.05}'),
    ('dnk', '{198693300.41,74398878.99,369668199.71,34531687.56,90624820.09,129876285.55,146586637.14,97091696.4,29312365.44,5636412.45,38253495.27,6717847.48,43852845.87,16016266.54,91595196.83,30162771.96,91954085.95,184818308.19,19373177.31,54675301.58,31539240.05,53662807.95,40816723.26,51566965.54,51003178.01,28469233.39,162893531.23,247542543.53,10765437.01,1462871758.51}'),
    ('esp', '{305514475.02,133478925.11,177213390.86,19286494.12,82557265.47,99763627.77,262820258.04,114532631.99,30443345.58,63557398.85,53889297.74,3698659.01,23649406.7,51453223.81,33958166.38,87365801.71,110040341.35,140503097.25,29588934.18,67173414.73,71846642.0,87987807.06,20209470.84,45209154.93,102072965.62,72336383.83,188895839.37,142529611.09,16227357.01,570153168.99}'),
    ('gbr', '{338536690.75,581402578.85,612235847.79,39911696.32,71429925.29,359832923.14,680655818.01,360013056.7,107101133.13,90543220.57,121536071.7,30769266.17,63665603.99,44137502.6,51393457.32,87110059.2,362652854.04,619878425.16,68337891.71,144177962.25,99279977.19,135930304.85,35825092.79,101962526.14,180733851.0,113655377.24,1044368573.7,390631554.84,53431553.5,661859428.33}'),
    ('ita', '{94375329.26,544141576.46,568185287.79,43776302.69,87696475.48,269417777.51,462946414.11,401821532.04,176664109.89,133267747.97,133769684.75,18182281.9,64880705.42,167984998.95,169029597.09,341934395.13,607722893.43,642083789.56,129997760.87,184638487.3,70446970.1,304317573.22,54558854.18,103185258.44,433422453.25,207456830.4,1163930558.15,718739280.26,25466039.57,4259899972.35}'),
    ('pol', '{70817692.24,79821570.36,52775010.54,5454615.98,23654317.42,8231241.5,72893569.94,25483566.19,5264228.6,11933493.2,6509875.47,97911.18,290902.99,806821.18,38103501.58,36099233.33,60294924.72,308876624.95,27277313.86,18388508.71,90990565.83,10710556.48,1039137.63,13150335.85,29780721.59,14349379.01,101177154.31,23136562.79,840440.02,704726694.87}'),
    ('svn', '{15337200.42,4953732.02,4466307.55,2763980.78,2787990.81,35253094.56,20291861.27,12826825.0,18716512.67,11668231.64,17027258.51,447815.76,3022974.24,26051137.36,12065688.99,6788189.02,12878465.26,37686861.06,6115853.06,4616069.01,15332232.03,60305919.06,3776373.16,4659735.09,35232018.59,9605774.06,73741083.83,12467549.89,1531334.37,212774405.61}')
) AS t(c, vs), unnest(vs::float8[], '{1704,1806,1905,2007,2105,3208,3402,3917,3922,4008,4010,4905,5602,6804,6810,7010,7307,7308,7309,7310,7325,7604,7608,7612,7616,8309,8431,8474,8530,9403}'::text[]) AS u(v, p);
CREATE TEMP TABLE world AS SELECT cluster_matrix_agg(c, p, v) AS m, sqrt(299 / 300.0) AS rows_less_one FROM exports;
CREATE TEMP VIEW outlook AS SELECT o.* FROM world, region_complexity(m, scale => 'raw', own_industry => false) AS o;
SELECT pg_temp.prints('SELECT eci * rows_less_one FROM world, region_complexity(m) ORDER BY region', '{1.073207217992253,-.3159764634559932,1.06773721349865,1.200861157616729,-.9777046345252988,
    .0180390442936879,.5359206138129307,-.421184002398617,-2.170709342895322,-.0101908039390183}', 1e-13, 'Stata: eci of all countries');
SELECT pg_temp.prints('SELECT pci * rows_less_one FROM world, industry_complexity(m) ORDER BY industry', '{-1.470491886427003,.9898334389413032,-1.28829614655021,.3359789984244054,-3.323137535581785,
    1.211838680172189,.7575610835667231,2.794806326517154,1.056227717927282,.3013836399410316,.9458555639215322,.2528276298920076,.7921553064524651,1.794091102846822,-3.047699996853477,
    .5947683743763661,1.865519843983964,-1.177374641095858,-1.81300391183786,.5613061109624367,-.928657059139727,1.071585041866113,-.590077081819932,1.180674892441301,.7101505141850155,
    .4400665963872156,2.140168306589086,-.1620847904245116,2.794806326517154,-3.434600369331548}', 1e-13, 'Stata: pci of all products');
SELECT pg_temp.prints('SELECT diversity FROM outlook ORDER BY region', '{14,16,16,15,11,16,20,9,7,14}', 0, 'Stata: diversity');
SELECT pg_temp.prints('SELECT (outlook - avg(outlook) OVER ()) / stddev_pop(outlook) OVER () * rows_less_one FROM world, outlook ORDER BY region', '{-.9940121728867501,1.073851078082253,
    -1.489194423334662,-1.382249032555092,1.155769407885882,.4207036089900156,-.8461268439107059,.6531998940796336,.8628190011104738,.5452394825389525}', 1e-13, 'Stata: coi of all countries');
SELECT pg_temp.prints($$SELECT density FROM world, relatedness_density(m, own_industry => false, region => 'aut') ORDER BY industry$$, '{.4624999999999999,.483619344773791,.37221269296741,
    .4942528735632183,.3444055944055944,.5125284738041002,.4594936708860758,.6070959264126149,.5710659898477156,.4414668547249647,.5054945054945056,.4920913884007029,.5147058823529412,
    .5693069306930694,.3787375415282392,.5026595744680851,.5925000000000001,.4872180451127819,.4715909090909089,.427807486631016,.4691358024691358,.5389048991354467,.4512820512820513,
    .5348837209302325,.5594594594594594,.505,.5794392523364486,.4712286158631416,.607095926412615,.3894967177242888}', 1e-13, 'Stata, py-ecomplexity: density of Austria');
SELECT pg_temp.prints($$SELECT density FROM world, relatedness_density(m, own_industry => false) WHERE region = 'ita' ORDER BY industry$$, '{.2499999999999999,.1918876755070203,.2212692967409949,
    .2413793103448275,.2674825174825175,.2733485193621867,.2354430379746835,.2601839684625493,.3350253807106598,.2792665726375176,.2637362637362638,.2478031634446397,.2941176470588235,
    .3118811881188119,.3588039867109634,.2872340425531915,.3,.2616541353383459,.3749999999999999,.2192513368983957,.2962962962962963,.2636887608069164,.2769230769230769,.2674418604651163,
    .3405405405405406,.345,.308411214953271,.3265940902021773,.2601839684625493,.4595185995623632}', 1e-13, 'Stata, py-ecomplexity: density of Italy');
SELECT pg_temp.prints($$SELECT coalesce(gain, 0) * rows_less_one FROM world, opportunity_gain(m, scale => 'raw', own_industry => false, region => 'aut') ORDER BY industry$$, '{-.6248181469470029,
    -.2744855294705304,-.4292530266199984,0,-.6022044277365377,-.3906164462025452,-.3333932024231372,0,0,-.4570219148485872,-.4144082699949609,-.404827123675573,0,0,-.7877019728211894,0,0,0,
    -.6431600323722405,-.2825744452506231,0,0,-.6696673611320821,0,0,-.5064042852563998,0,-.545236454713044,0,-.6309372503165401}', 1e-13, 'Stata: cog of Austria');
-- py-ecomplexity divides by the deviation of the countries over n; density, coi and cog have the industry itself up to 0.5.2 (run) and not since (#38: the same with the
-- diagonal of its proximity set to 0).
SELECT pg_temp.prints('SELECT eci FROM world, region_complexity(m) ORDER BY region', '{1.0750003808433664,-0.3165044111315187,1.069521236820425,1.202867610407096,-0.9793382273679498,
    0.018069184739590655,0.5368160540594393,-0.42188773555836395,-2.1743362616198594,-0.010207831192225016}', 1e-12, 'py-ecomplexity: eci of all countries');
SELECT pg_temp.prints('SELECT pci FROM world, industry_complexity(m) ORDER BY industry LIMIT 4', '{-1.4729488503566226,0.9914872971354525,-1.2904486896495309,0.3365403672342909}', 1e-12, 'py-ecomplexity: pci');
SELECT pg_temp.prints('SELECT (outlook - avg(outlook) OVER ()) / stddev_pop(outlook) OVER () FROM outlook ORDER BY region', '{-0.9956730130973767,1.0756453167237425,-1.4916826363034534,
    -1.3845585563587084,1.1577005193543204,0.42140653948687085,-0.8475405906675215,0.6542912898182908,0.8642606378737084,0.5461504931701274}', 1e-12, 'py-ecomplexity: coi');
SELECT pg_temp.prints($$SELECT gain FROM world, opportunity_gain(m, scale => 'raw', own_industry => false, region => 'aut') ORDER BY industry LIMIT 3$$,
    '{-0.6258621211870409,-0.27494415222889795,-0.42997024186805033}', 1e-12, 'py-ecomplexity: cog');
SELECT pg_temp.prints($$SELECT (outlook - avg(outlook) OVER ()) / stddev_pop(outlook) OVER () FROM world, region_complexity(m, scale => 'raw') ORDER BY region$$, '{-0.998205339306899,1.0922609368309208,
    -1.4921851328886528,-1.3931444411527494,1.1472858188873793,0.44401096588672284,-0.8356911003133115,0.6450144608031194,0.8507158545798803,0.539937976673591}', 1e-12, 'py-ecomplexity 0.5.2: coi');
SELECT pg_temp.prints($$SELECT density FROM world, relatedness_density(m, region => 'aut') ORDER BY industry LIMIT 4$$, '{0.4302325581395347,0.44222539229671914,0.33748055987558323,0.5268817204301075}', 1e-12,
    'py-ecomplexity 0.5.2: density');
SELECT pg_temp.prints($$SELECT gain FROM world, opportunity_gain(m, scale => 'raw', region => 'aut') ORDER BY industry LIMIT 3$$, '{-0.6791361476074281,-0.1807048146071215,-0.5256763648908115}', 1e-12,
    'py-ecomplexity 0.5.2: cog');

-- R economiccomplexity ---------------------------------------------------------------

SELECT pg_temp.prints($$SELECT eci * sqrt(9 / 10.0) FROM world, region_complexity(m, scale => 'own') ORDER BY region$$, '{1.01983490670404,-0.300262448599785,1.01463693428186,1.14114041175915,-0.929081819446372,
    0.01714193377184,0.509268424611571,-0.400237848376571,-2.06275649574435,-0.00968399896138239}', 1e-12, 'economiccomplexity: eigenvalues, countries');
SELECT pg_temp.prints($$SELECT pci * sqrt(29 / 30.0) FROM world, industry_complexity(m, scale => 'own') ORDER BY industry LIMIT 4$$, '{-1.00781296164731,0.495826034975975,-0.896463207745813,0.0962199240526849}', 1e-12,
    'economiccomplexity: eigenvalues, products');
SELECT pg_temp.prints($$SELECT eci * sqrt(9 / 10.0) FROM world, region_complexity(m, method => 'reflections', steps => 18) ORDER BY region$$, '{1.00634209063413,-0.252932078039624,1.02205457198621,1.14402079572405,
    -0.893080576639545,0.0346570152287845,0.523619912578653,-0.476805366705618,-2.06587574249332,-0.0420006224214725}', 1e-9, 'economiccomplexity: reflections, countries');
SELECT pg_temp.prints($$SELECT pci * sqrt(29 / 30.0) FROM world, industry_complexity(m, method => 'reflections', steps => 20, scale => 'own') ORDER BY industry LIMIT 4$$, '{-0.977037783401214,0.53617471689508,
    -0.83825154952334,0.12537446391512}', 1e-9, 'economiccomplexity: reflections, products');
SELECT pg_temp.prints('SELECT fitness FROM world, region_complexity(m, fitness_steps => 19) ORDER BY region', '{0.991291840550197,1.288080852662037,1.288949396002838,1.224876902485309,0.767874583622096,
    1.105168885493287,1.583868094440217,0.505650444480219,0.339875939363603,0.904363060900197}', 1e-12, 'economiccomplexity: fitness, countries');
SELECT pg_temp.prints('SELECT quality FROM world, industry_complexity(m, fitness_steps => 19) ORDER BY industry LIMIT 4', '{0.592208142754294,1.98856554643497,1.60232236370206,0.804191274170467}', 1e-12,
    'economiccomplexity: fitness, products');
SELECT pg_temp.prints($$SELECT outlook * sqrt(29 / 30.0) FROM world, region_complexity(m, scale => 'own') ORDER BY region$$, '{-2.54604513657597,1.83866226813093,-3.58345978472424,-3.37554064882102,1.95023431892271,
    0.481379217659061,-2.21000969092615,0.892690643413828,1.31756340459723,0.681287303326687}', 1e-12, 'economiccomplexity: complexity_outlook_index');
SELECT pg_temp.prints($$SELECT coalesce(gain, 0) * sqrt(29 / 30.0) FROM world, opportunity_gain(m, scale => 'own', region => 'aut') ORDER BY industry LIMIT 6$$, '{-0.409833016868533,-0.106653666732592,
    -0.316640366734939,0,-0.531648574683284,-0.171464446901354}', 1e-12, 'economiccomplexity: complexity_outlook_gain');

-- EconGeo ----------------------------------------------------------------------------

-- The network of its examples, by Hidalgo and Hausmann: zeros and ones, to be taken as they are. KCI and TCI come of a matrix rounded to four digits, which moves
-- values by a few percent; without its round() they are the recipes' to all digits.
CREATE TEMP TABLE network AS SELECT cluster_matrix_agg(c, p, 1) AS m, 1e-9::float8 AS given
FROM (VALUES ('C1', 'P1'), ('C1', 'P2'), ('C1', 'P3'), ('C1', 'P4'), ('C2', 'P2'), ('C3', 'P3'), ('C3', 'P4'), ('C4', 'P4')) AS v(c, p);
CREATE TEMP VIEW kci AS
SELECT set, region, v / abs(sum(v) OVER s) * sign(corr(v, morc) OVER s) AS kci
FROM (SELECT set, region, e.eci - sum(e.diversity * e.eci) OVER s / sum(e.diversity) OVER s AS v, r.eci AS morc
      FROM (SELECT 'network' AS set, * FROM network UNION ALL SELECT 'world', m, 1 FROM world) AS x,
           region_complexity(m, given) AS e JOIN LATERAL (SELECT * FROM region_complexity(m, given, method => 'reflections', steps => 20)) AS r USING (region) WINDOW s AS (PARTITION BY set)) AS x
WINDOW s AS (PARTITION BY set);
CREATE TEMP VIEW tci AS
SELECT set, industry, -v / abs(sum(v) OVER s) * sign(corr(v_rank, u_rank) OVER s) AS tci
FROM (SELECT set, industry, pci AS v, normalize_rank(pci) OVER s AS v_rank, normalize_rank(ubiquity) OVER s AS u_rank
      FROM (SELECT 'network' AS set, * FROM network UNION ALL SELECT 'world', m, 1 FROM world) AS x, industry_complexity(m, given, scale => 'raw') WINDOW s AS (PARTITION BY set)) AS x
WINDOW s AS (PARTITION BY set);
SELECT pg_temp.prints($$SELECT kci FROM kci WHERE set = 'network' ORDER BY region$$, '{0.539412300,6.399529656,-2.619416209,-3.319525746}', 5e-3, 'EconGeo: KCI of the network, as printed');
SELECT pg_temp.prints($$SELECT tci FROM tci WHERE set = 'network' ORDER BY industry$$, '{0.4611315166,2.9659731785,-0.8886487108,-1.5384559843}', 5e-3, 'EconGeo: TCI of the network, as printed');
SELECT pg_temp.prints($$SELECT kci FROM kci WHERE set = 'network' ORDER BY region$$, '{0.538859152414493,6.39463165905044,-2.61657745724347,-3.31691335422146}', 1e-9, 'EconGeo: KCI of the network without the rounding');
SELECT pg_temp.prints($$SELECT tci FROM tci WHERE set = 'network' ORDER BY industry$$, '{0.461140847585501,2.96674540573249,-0.889027100903493,-1.5388591524145}', 1e-9, 'EconGeo: TCI of the network without the rounding');
SELECT pg_temp.prints($$SELECT kci FROM kci WHERE set = 'world' ORDER BY region$$, '{0.465390844396,-0.266808916303,0.463007846846,0.533034974269,-0.615299071985,-0.090998177195,0.182580544341,
    -0.321554199416,-1.244308130792,-0.105045714161}', 1e-3, 'EconGeo: KCI of the countries, as printed');
SELECT pg_temp.prints($$SELECT kci FROM kci WHERE set = 'world' ORDER BY region$$, '{0.465493272255993,-0.266494001605659,0.462611022967611,0.532756558249971,-0.615171146642021,-0.090494884850763,0.182386752990233,-0.321929852637263,-1.24378799252484,-0.105369728203258}', 1e-9, 'EconGeo: KCI of the countries without the rounding');
SELECT pg_temp.prints($$SELECT tci FROM tci WHERE set = 'world' ORDER BY industry LIMIT 6$$, '{4.9223556331075,-2.37197859859881,4.38218453924802,-0.433441130062365,10.4150506188116,-3.03017628247067}', 1e-8, 'EconGeo: TCI of the products without the rounding');
CREATE FUNCTION pg_temp.morc(steps int) RETURNS SETOF float8 LANGUAGE sql AS
$$ SELECT 100 * normalize_min_max(eci) OVER () FROM network, region_complexity(m, given, method => 'reflections', steps => $1) ORDER BY region $$;
CREATE FUNCTION pg_temp.mort(steps int) RETURNS SETOF float8 LANGUAGE sql AS
$$ SELECT 100 * normalize_min_max(pci) OVER () FROM network, industry_complexity(m, given, method => 'reflections', steps => $1 + 1) ORDER BY industry $$;
SELECT pg_temp.prints('SELECT pg_temp.morc(20)', '{39.748047751,100,7.250156484,0}', 1e-6, 'EconGeo: MORc');
SELECT pg_temp.prints('SELECT pg_temp.morc(19)', '{60.29148067,0,92.78385392,100}', 1e-6, 'EconGeo: MORc, an odd step');
SELECT pg_temp.prints('SELECT pg_temp.morc(3)', '{37.5,0,75,100}', 1e-9, 'EconGeo: MORc, three steps');
SELECT pg_temp.prints('SELECT pg_temp.mort(19)', '{44.49187803,100,14.50031297,0}', 1e-6, 'EconGeo: MORt');
SELECT pg_temp.prints('SELECT pg_temp.mort(20)', '{55.60641292,0,85.57390258,100}', 1e-6, 'EconGeo: MORt, an even step');
SELECT pg_temp.prints(format($$SELECT relatedness FROM network, industry_relatedness(m, %L, given, margins => 'cooccurrences') ORDER BY industry_a, industry_b$$, method), printed, 1e-9, 'EconGeo: relatedness, ' || method)
FROM (VALUES ('probability', '{1.222222222,.873015873,.873015873,.873015873,.873015873,1.25}'::float8[]), ('cosine', '{.3333333333,.2886751346,.2886751346,.2886751346,.2886751346,.5}'),
             ('jaccard', '{.2,.1666666667,.1666666667,.1666666667,.1666666667,.3333333333}'), ('association', '{1.555555556,1.166666667,1.166666667,1.166666667,1.166666667,1.75}')) AS v(method, printed);
SELECT pg_temp.prints($$SELECT round(100 * density::numeric, 2) FROM network, relatedness_density(m, given, 'probability') ORDER BY region, industry$$,
    '{100,100,100,100,41.18,0,29.14,29.14,58.82,58.82,41.72,41.72,29.41,29.41,41.72,0}', 0, 'EconGeo: relatedness.density');

-- The matrix of its locational.Gini.
CREATE TEMP TABLE towns AS SELECT cluster_matrix_agg('R' || r, 'I' || i, x) AS m
FROM unnest('{100,0,0,0,0,0,15,5,70,10,0,20,10,20,50,0,25,30,5,40,0,40,55,5,0}'::float8[]) WITH ORDINALITY AS v(x, n), LATERAL (SELECT (n + 4) / 5 AS r, (n - 1) % 5 + 1 AS i) AS p;
SELECT pg_temp.prints('SELECT gini / 2 FROM towns, industry_concentration(m) ORDER BY industry', '{.40,.18,.27,.31,.28}', 1e-12, 'EconGeo: locational.Gini');
SELECT pg_temp.prints('SELECT krugman FROM towns, region_specialization(m) ORDER BY region', '{1.6,1,.6,.7,1.1}', 1e-12, 'EconGeo: Krugman.index');
SELECT pg_temp.prints('SELECT hoover FROM towns, region_specialization(m) ORDER BY region', '{.8,.5,.3,.35,.55}', 1e-12, 'EconGeo: spec.coeff');
SELECT pg_temp.prints('SELECT hachman FROM towns, region_specialization(m) UNION ALL SELECT 1 / hachman FROM towns, region_specialization(m)', '{.2,.3809523810,.5882352941,.6349206349,.4301075269,5,2.625,1.7,1.575,2.325}',
    1e-9, 'EconGeo: Hachman, location.quotient.avg');
SELECT pg_temp.prints('SELECT round((entropy / ln(2.0::float8))::numeric, 3) FROM towns, region_specialization(m) ORDER BY region', '{0,1.319,1.761,1.766,1.219}', 0, 'EconGeo: entropy');
SELECT pg_temp.prints('SELECT herfindahl FROM towns, region_specialization(m) ORDER BY region', '{1,.525,.34,.315,.465}', 1e-12, 'EconGeo: Herfindahl');
SELECT pg_temp.prints($$SELECT prody FROM towns, prody(m, '{R1,R2,R3,R4,R5}', '{5,10,15,25,50}') ORDER BY industry$$, '{5,30.75,37,13.75,18.5}', 1e-12, 'EconGeo: prody');
SELECT pg_temp.prints($$SELECT expy FROM towns, expy(m, '{R1,R2,R3,R4,R5}', '{5,10,15,25,50}') ORDER BY region$$, '{5,17.9375,21.85,26.875,33.3375}', 1e-12, 'EconGeo: expy');
-- The vectors of its Hoover.Gini, Hoover.index and Gini, as an industry of two in the regions.
CREATE TEMP TABLE vectors AS SELECT cluster_matrix_agg('R' || n, 'ind', ind) FILTER (WHERE ind > 0) AS m, cluster_matrix_agg('R' || n, 'all', pop) AS people, array_agg(ind) AS ind
FROM unnest('{0,10,10,30,50}'::float8[], '{10,15,20,25,30}'::float8[]) WITH ORDINALITY AS v(ind, pop, n);
SELECT pg_temp.prints('SELECT unnest(ARRAY[gini, 100 * hoover]) FROM vectors, industry_concentration(m, reference => people)', '{.31,25}', 1e-12, 'EconGeo: Hoover.Gini, Hoover.index');
SELECT pg_temp.prints('SELECT gini(x) FROM vectors, unnest(ind) AS x', '{.48}', 1e-12, 'EconGeo: Gini');
-- Lorenz curves: a value that comes twice is one corner here and two points there, all on one line.
CREATE TEMP VIEW points AS SELECT i / count(*) OVER ()::float8 AS population_share, sum(x) OVER (ORDER BY i) / sum(x) OVER () AS value_share
FROM (SELECT x, row_number() OVER (ORDER BY x) AS i FROM vectors, unnest(ind) AS x) AS v;
SELECT pg_temp.prints('SELECT value_share FROM points ORDER BY population_share', '{0,.1,.2,.5,1}', 1e-12, 'EconGeo: Lorenz.curve, all points');
SELECT pg_temp.prints('SELECT unnest(ARRAY[population_share, value_share]) FROM vectors, lorenz_curve(ind)', '{0,0,.2,0,.6,.2,.8,.5,1,1}', 1e-12, 'EconGeo: Lorenz.curve, its corners');

-- PySAL inequality 1.1.1: the examples of its functions ----------------------------------

CREATE TEMP TABLE groups AS SELECT cluster_matrix_from_cells('a' || r, 'g' || i, x, x, NULL, NULL, NULL) AS m
FROM unnest('{6,1,4,4,8,4,6,3,5,8,7,9}'::int[]) WITH ORDINALITY AS v(x, n), LATERAL (SELECT (n + 2) / 3 AS r, (n - 1) % 3 + 1 AS i) AS p;
CREATE TEMP TABLE jobs AS SELECT cluster_matrix_from_cells('a' || r, 'k' || i, x, x, NULL, NULL, NULL) AS m
FROM unnest('{10,13,13,49,19,29,31,46,33,16,34,34}'::int[]) WITH ORDINALITY AS v(x, n), LATERAL (SELECT (n + 3) / 4 AS r, (n - 1) % 4 + 1 AS i) AS p;
SELECT pg_temp.prints($$SELECT maurel_sedillot FROM jobs, industry_concentration(m, "of" => 'firms') ORDER BY industry$$, '{.078583,.035977,.039374,-.009049}', 1e-6, 'PySAL: maurel_sedillot_msg');
SELECT pg_temp.prints($$SELECT ellison_glaeser FROM jobs, industry_concentration(m, "of" => 'firms') ORDER BY industry$$, '{.054499,.016242,.010141,.028803}', 1e-6, 'PySAL: ellison_glaeser_egg');
SELECT pg_temp.prints($$SELECT maurel_sedillot FROM groups, industry_concentration(m, "of" => 'firms') ORDER BY industry$$, '{-.055036,.044147,-.028666}', 1e-6, 'PySAL: maurel_sedillot_msg_pop');
SELECT pg_temp.prints('SELECT c.hoover / (1 - c.size / n.size) FROM groups, summary(m) AS n, industry_concentration(m) AS c ORDER BY industry', '{.182927,.24714,.097252}', 1e-6, 'PySAL: segregation_gsg');
SELECT pg_temp.prints('SELECT unnest(ARRAY[shannon_entropy(size), gini(size), hoover(size)]) FROM groups, industries(m)', '{1.094070862104929,.0512820513,.041025641}', 1e-9, 'PySAL: shannon_se, gini_gi, hoover_hi');
SELECT pg_temp.prints('SELECT gini(size) FROM groups, cells(m) GROUP BY industry ORDER BY industry', '{.125,.32894737,.18181818}', 1e-8, 'PySAL: gini_gig');
SELECT pg_temp.prints('SELECT herfindahl(x) FROM unnest(ARRAY[0, 3, 9]) AS x UNION ALL SELECT theil(x) FROM unnest(ARRAY[0, 0, 0, 10, 10, 10]) AS x', '{.625,.6931471805599453}', 1e-12, 'PySAL: herfindahl_hd, Theil');
SELECT pg_temp.prints('SELECT unnest(ARRAY[atkinson(x, 0.5), atkinson(x, 1)]) FROM unnest(ARRAY[10, 20, 30, 40, 50]) AS x UNION ALL SELECT hoover(x) FROM unnest(ARRAY[1000, 2000, 1500, 3000, 2500]) AS x',
    '{.06315,.1316096,.15}', 1e-5, 'PySAL: Atkinson, Schutz.distance');

-- REAT: the examples of its manual ---------------------------------------------------------

SELECT pg_temp.prints('SELECT unnest(ARRAY[gini(x), gini(x) * count(*) / (count(*) - 1), herfindahl(x), herfindahl_normalized(x), 1 / herfindahl(x)]) FROM unnest(ARRAY[20, 50, 20, 10]) AS x', '{.3,.4,.34,.12,2.94}', 2e-3,
    'REAT: gini, herf');
SELECT pg_temp.prints('SELECT gini(x, w) FROM unnest(ARRAY[500, 1500, 2500, 4000, 7500, 15000], ARRAY[1000, 1200, 1600, 400, 200, 600]) AS v(x, w)', '{.5278}', 5e-5, 'REAT: gini2 with weights');
CREATE TEMP TABLE laender AS SELECT * FROM unnest('{460.69,549.19,124.16,65.29,31.59,109.27,263.44,39.87,258.53,645.59,131.95,35.03,112.66,56.22,85.61,56.81}'::float8[], '{10879618,12843514,3520031,2484826,671489,
    1787408,6176172,1612362,7926599,17865516,4052803,995597,4084851,2245470,2858714,2170714}'::float8[]) WITH ORDINALITY AS v(gdp, people, land);
SELECT pg_temp.prints('SELECT unnest(ARRAY[gini(gdp), herfindahl(gdp), coefficient_of_variation(gdp) * sqrt(count(*) / (count(*) - 1.0))]) FROM laender', '{.5009,.125176299068,1.03425118037}', 5e-5, 'REAT: gini, herf, cv of the Laender');
SELECT pg_temp.prints('SELECT hoover FROM (SELECT cluster_matrix_agg(land::text, ''gdp'', gdp) AS m, cluster_matrix_agg(land::text, ''people'', people) AS n FROM laender) AS x, industry_concentration(m, reference => n)',
    '{.0735899088867}', 1e-10, 'REAT: hoover against people');
SELECT pg_temp.prints('SELECT mean_log_deviation(x) FROM unnest(ARRAY[10, 10, 10, 20, 50]) AS x', '{.2326302}', 1e-7, 'REAT: theil');
SELECT pg_temp.prints('SELECT location_quotient(1714, 79006, 879213, 15593224)', '{.3847623}', 1e-7, 'REAT: locq');
SELECT pg_temp.prints('SELECT gini(q) FROM unnest(''{500,500,1000,7000,1000}''::float8[], ''{20000,15000,20000,40000,5000}''::float8[]) AS v(x, t), LATERAL (SELECT x / t AS q) AS y', '{.4068966}', 1e-7, 'REAT: gini.conc, the unweighted Gini of quotients');
SELECT pg_temp.prints('SELECT gini(q) FROM unnest(''{700,600,500,10000,40000}''::float8[], ''{30000,15000,10000,60000,50000}''::float8[]) AS v(x, t), LATERAL (SELECT x / t AS q) AS y', '{.6222222}', 1e-7, 'REAT: gini.spec');
CREATE TEMP TABLE north AS SELECT cluster_matrix_agg(c, i::text, x / t) AS m FROM (SELECT c, i, x, sum(x) OVER (PARTITION BY c) AS t FROM (VALUES ('Sweden', '{45000,15000,32000,10000,30000}'::float8[]),
    ('Norway', '{35000,12000,30000,8000,22000}'), ('Denmark', '{40000,10000,25000,9000,18000}'), ('Finland', '{30000,11000,18000,3000,13000}'), ('Island', '{40000,6000,11000,2000,12000}')) AS v(c, xs), unnest(xs) WITH ORDINALITY AS u(x, i)) AS s;
SELECT pg_temp.prints($$SELECT krugman * 5 / 4 FROM north, region_specialization(m) WHERE region = 'Sweden'$$, '{.1595}', 5e-5, 'REAT: krugman.spec2');
CREATE TEMP TABLE sectors AS SELECT cluster_matrix_agg(r::text, i, x / t) AS m FROM (SELECT i, r, x, sum(x) OVER (PARTITION BY i) AS t FROM (VALUES ('mining', '{4320,7811,3900,2300,47560}'::float8[]),
    ('chemistry', '{20000,11000,31000,8000,20000}'), ('services', '{40000,10000,25000,9000,16000}'), ('electronics', '{10000,11000,14000,14000,13000}'), ('wood', '{7000,7500,11000,1500,36000}')) AS v(i, xs), unnest(xs) WITH ORDINALITY AS u(x, r)) AS s;
SELECT pg_temp.prints($$SELECT krugman * 5 / 4 FROM sectors, industry_concentration(m) WHERE industry = 'mining'$$, '{.8619}', 5e-5, 'REAT: krugman.conc2');
SELECT pg_temp.prints($$SELECT unnest(ARRAY[ellison_glaeser, ellison_glaeser_z, herfindahl_firms]) FROM (SELECT cluster_matrix_agg(r, 'i', x) AS m FROM (VALUES ('Wien', '{200,650,12000,100,50}'::float8[]), ('Linz', '{16000,13000,1500,1500}'),
    ('Graz', '{25000}')) AS v(r, xs), unnest(xs) AS x) AS p, (SELECT cluster_matrix_agg(r, 'all', x) AS n FROM (VALUES ('Wien', 500000), ('Linz', 400000), ('Graz', 100000)) AS v(r, x)) AS n, industry_concentration(m, reference => n)$$,
    '{.0599062841165,.195900197026,.24468877551}', 1e-10, 'REAT: ellison.a, its z and Herfindahl index');
SELECT pg_temp.prints('SELECT colocation FROM (SELECT cluster_matrix_agg(r, i, 1) AS m FROM unnest(ARRAY[''X'', ''X'', ''X'', ''Y'', ''Y'', ''X''], ARRAY[''A'', ''B'', ''A'', ''B'', ''A'', ''B'']) AS v(r, i)) AS x, coagglomeration(m)',
    '{.555555555556}', 1e-10, 'REAT: howard.cl');
SELECT pg_temp.prints('SELECT litzenberger_sternberg(1743, 5740, 35, 53, 50, 576, 488, 4621) UNION ALL SELECT litzenberger_sternberg(0, 5740, 0, 53, 50, 576, 488, 4621)', '{21.87491,0}', 1e-5,
    'REAT: litzenberger; an empty cell is 0, where REAT has NaN');

-- Two-sided binomial p of R and scipy: all outcomes that are not likelier than the one found ------------

CREATE FUNCTION pg_temp.two_sided(k int, n int, s float8) RETURNS float8 LANGUAGE sql AS $$
    WITH log_p AS (SELECT j, sum(CASE j WHEN 0 THEN n * ln(1 - s) ELSE ln(s / (1 - s) * (n - j + 1) / j) END) OVER (ORDER BY j) AS l FROM generate_series(0, n) AS j)
    SELECT sum(exp(l)) FILTER (WHERE l BETWEEN -700 AND (SELECT l + 1e-7 FROM log_p WHERE j = k)) FROM log_p $$;
SELECT pg_temp.prints('SELECT pg_temp.two_sided(k, n, s) FROM (VALUES (682, 925, 0.75::float8), (51, 235, 1 / 6.0), (7, 12, 0.25), (2, 12, 0.25), (0, 12, 0.25)) AS v(k, n, s)',
    '{.382491559574852,.0437479701823997,.014252781867981,.741896390914917,.0459291338920593}', 1e-12, 'R binom.test, scipy binomtest');

-- scikit-criteria 0.8.3 and later, COINr: their tests --------------------------------------------------

SELECT pg_temp.prints('SELECT unnest(entropy_weights(x)) FROM (VALUES (ARRAY[1, 2]::float8[]), (ARRAY[4, 16])) AS v(x)', '{.358889,.641111}', 1e-6, 'scikit-criteria: EntropyWeighter');
SELECT pg_temp.prints('SELECT unnest(critic_weights(x)) FROM (VALUES (ARRAY[61, 1.08, 4.33]::float8[]), (ARRAY[20.7, .26, 4.34]), (ARRAY[16.3, 1.98, 2.53]), (ARRAY[9, 3.29, 1.65]), (ARRAY[5.4, 2.77, 2.33]), (ARRAY[4, 4.12, 1.21]),
    (ARRAY[-6.1, 3.52, 2.10]), (ARRAY[-34.6, 3.31, .98])) AS v(x)', '{.20222554,.48090173,.31687273}', 1e-8, 'scikit-criteria: CRITIC, the data of Diakoulaki et al.');
SELECT pg_temp.prints('SELECT unnest(ARRAY[composite_power_mean(x, v, 0), composite_power_mean(x, w, -1)]) FROM (VALUES (1, 1, 2), (2, 1, 1), (3, 2, 1)) AS t(x, v, w)',
    ARRAY[power(18, 1 / 4.0::float8), 4 / (2 + 0.5 + 1 / 3.0::float8)], 1e-12, 'COINr: a_gmean, a_hmean');
-- COINr counts the indicators known, here they weigh: two of five, with 9 of 15 of the weight.
CREATE TEMP TABLE known AS SELECT * FROM (VALUES (NULL::float8, 1), (NULL, 2), (NULL, 3), (4, 4), (6, 5)) AS v(x, w);
SELECT pg_temp.prints('SELECT composite_mean(x, w) FROM known', '{5.11111111111111}', 1e-12, 'COINr: a_amean of what is known');
SELECT results_eq('SELECT CASE WHEN count(x) >= t * count(*) THEN round(composite_mean(x, w)::numeric, 4) END FROM known, unnest(ARRAY[0.5, 0.4]) AS t GROUP BY t ORDER BY t DESC', ARRAY[NULL, 5.1111], 'COINr: dat_thresh');
SELECT * FROM finish();
ROLLBACK;
