"""Which column is what: by the names that people give them, in five languages, and by what stands in them."""
import difflib
import re
import unicodedata

from .refusal import Refusal, listed, quoted
from .values import YEAR, number

# The surer and the finer a name, the earlier.
JOBS = '''jobs employment employees employee_count number_of_employees num_employees n_employees emp emp_all empl workers
        headcount staff employed persons_employed emplois effectif effectifs salaries nombre_de_salaries
        beschaeftigte mitarbeiter erwerbstaetige sv_beschaeftigte empleados trabajadores personal_ocupado ocupados empleo
        从业人数 从业人员 从业人员数 从业人员期末人数 员工人数 员工数 职工人数 就业人数 人数 用工人数 参保人数'''
KNOWN = {
    'region': '''county_fips fips_county county_code area_fips fips geoid nuts3 nuts_3 lau county counties 县 区县
        department departement departamento dept code_departement kreis landkreis kreisschluessel ags arrondissement provincia
        城市 地级市 市 所在城市 city_code prefecture 地区 所属地区 所在地区 region region_code region_name regione nuts2 nuts_2 nuts
        bundesland province 省份 省 所在省份 state state_code estado entidad zone_emploi zone_d_emploi cbsa msa commuting_zone
        commune code_commune municipality municipio gemeinde comune city ville ciudad stadt land territory geo 行政区 行政区划 地域''',
    'industry': '''naics naics_code naics_industry sic sic_code nace nace_code nace_rev2 ape code_ape naf code_naf activite_principale isic isic_code ciiu
        ciiu_code scian codigo_scian cnae ateco wz wz_code wz08 nogabe noga gb_t_4754 行业代码 国民经济行业代码 行业小类代码 行业中类代码
        行业大类代码 industry_code ind_code code_industry code_activite codigo_actividad wirtschaftszweig 行业 行业名称 所属行业 行业分类
        industry industries industrie industria branche branch ind_name industry_name activity activite actividad secteur
        sector sektor 产业 industry_title''',
    'size': JOBS + ''' size revenue sales turnover output trade_value exports umsatz chiffre_d_affaires ventas ingresos 营业收入 销售额 产值 总产值 出口额''',
    'firms': '''firms establishments estab estabs establishments_avg number_of_firms num_firms n_firms firm_count plants
        number_of_establishments enterprises businesses unternehmen betriebe anzahl_betriebe etablissements nombre_d_etablissements
        entreprises establecimientos unidades_economicas empresas 企业数 企业数量 企业个数 单位数 法人单位数 企业单位数''',
    'lon': 'lon lng longitude long lon_wgs84 wgs84_lon geo_lon geo_lng gps_lon x_longitude longitud laengengrad geographische_laenge 经度',
    'lat': 'lat latitude lat_wgs84 wgs84_lat geo_lat gps_lat y_latitude latitud breitengrad geographische_breite 纬度',
    'year': 'year yr years annee jahr berichtsjahr ano anio periodo_ano fiscal_year reference_year ref_year 年份 年度 年 统计年份',
}


COORDINATES = {'lon': 'longitude', 'lat': 'latitude'}


def plain(name):
    """A name without accents, case and what stands between its words."""
    name = unicodedata.normalize('NFKD', name.casefold().replace('ß', 'ss'))
    return '_'.join(re.findall(r'\w+', ''.join(c for c in name if not unicodedata.combining(c)).replace('_', ' ')))


def spelt(name):
    """As names are compared: ä may be written ae, and numbers at the end are versions or digits."""
    return re.sub(r'_?\d+$', '', re.sub('([äöü])', r'\1e', name.casefold().strip())) or name


ORDER = {role: {plain(name): place for place, name in enumerate(names.split())} for role, names in KNOWN.items()}


def place_of(role, name):
    """How well a name is known for a role: None not at all, else the less the better."""
    order = ORDER[role]
    return next((order[p] for p in (plain(name), plain(spelt(name))) if p in order), None)


def counts_jobs(name):
    """Whether a column of sizes says that these are people at work."""
    place = place_of('size', name)
    return place is not None and place < len(JOBS.split())


def is_number(text):
    return any(number(text, decimal) is not None for decimal in '.,')


def fits(role, values):
    """Whether what stands in the first rows may be of a role."""
    filled = [v for v in values if v.strip()]
    if role in ('size', 'firms'):
        return 2 * len(filled) >= len(values) and 2 * sum(map(is_number, filled)) >= len(filled) > 0
    if role in COORDINATES:
        return 2 * sum(map(is_number, filled)) >= len(filled) > 0
    if role == 'year':
        return bool(filled) and all(YEAR.fullmatch(v.strip()) for v in filled)
    return True


class Header:
    """The names of a table's columns, and the first rows below them."""

    def __init__(self, source, names, sample, line=1):
        self.source = source
        self.names = [name.strip() for name in names]
        self.sample = sample
        self.line = line

    def values(self, index):
        return [row[index] for row in self.sample if index < len(row)]

    def refuse(self, what):
        raise Refusal(self.source, what, self.line)

    def looks_like_data(self):
        return any(is_number(name) for name in self.names) and not any(place_of(role, name) is not None for name in self.names for role in KNOWN)

    def find(self, name):
        """The column of a name that was given; case and blanks about it do not count where no other is nearer."""
        for same in (lambda n: n == name, lambda n: n.casefold() == name.strip().casefold()):
            found = [i for i, n in enumerate(self.names) if same(n)]
            if len(found) > 1:
                self.refuse(f'{len(found)} columns are called "{self.names[found[0]]}" (the {" and the ".join(ordinal(i + 1) for i in found)}); rename one')
            if found:
                return found[0]
        if not any(is_number(n) for n in self.names if n) or any(self.names.count(n) > 1 for n in self.names):
            near = difflib.get_close_matches(plain(name), list(map(plain, self.names)), 1)
            hint = f'; did you mean "{self.names[list(map(plain, self.names)).index(near[0])]}"?' if near else ''
        else:
            hint = '; if these are values, the first line is not a header: put one above it'
        self.refuse(f'no column "{name}"; there are {self.listed()}{hint}')

    def listed(self):
        return listed([name or '(without a name)' for name in self.names])

    def guess(self, role, taken):
        """The columns that may be it, the likeliest first."""
        found = [(place, i) for i, name in enumerate(self.names) if i not in taken and (place := place_of(role, name)) is not None]
        return [i for _, i in sorted(found) if fits(role, self.values(i))]

    def with_samples(self):
        """All columns, each with a value."""
        return listed([f'{name or "(without a name)"} ({quoted(next((v for v in self.values(i) if v.strip()), ""), 24)})' for i, name in enumerate(self.names)])


def ordinal(n):
    return f'{n}{"th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")}'


class Column:
    def __init__(self, index, name, guessed, also=()):
        self.index, self.name, self.guessed, self.also = index, name, guessed, also


def choose(header, asked):
    """Role to column; asked has names, None for a guess and 'none' for no column."""
    chosen = {}
    for role, name in asked.items():
        if name is not None and not (name == 'none' and 'none' not in header.names):
            index = header.find(name)
            chosen[role] = Column(index, header.names[index], False)
    if 'region' in chosen and 'industry' in chosen and chosen['region'].index == chosen['industry'].index:
        header.refuse(f'column "{chosen["region"].name}" cannot be region and industry at once')
    if header.looks_like_data() and not chosen:
        header.refuse(f'looks like values, not like the names of columns ({header.listed()}); put a header above it')
    for role, name in asked.items():
        if role in chosen or name is not None:
            continue
        indexes = header.guess(role, {column.index for column in chosen.values()})
        if indexes:
            index = indexes[0]
            if header.names.count(header.names[index]) > 1:
                header.find(header.names[index])
            chosen[role] = Column(index, header.names[index], True, [header.names[i] for i in indexes[1:4]])
        elif role in ('region', 'industry'):
            header.refuse(f'which column is the {role}? say --{role} COLUMN; there are {header.with_samples()}')
    pair_coordinates(header, chosen, asked)
    return chosen


def pair_coordinates(header, chosen, asked):
    """Both, or none: a guess alone is no place, and a column that was named wants the other."""
    there = [role for role in COORDINATES if role in chosen]
    if len(there) == 2 and chosen['lon'].index == chosen['lat'].index:
        header.refuse(f'column "{chosen["lon"].name}" cannot be longitude and latitude at once')
    if len(there) == 1:
        other = next(role for role in COORDINATES if role not in chosen)
        if not chosen[there[0]].guessed and asked[other] is None:
            header.refuse(f'which column is the {COORDINATES[other]}? say --{other} COLUMN; there are {header.with_samples()}')
        del chosen[there[0]]
