"""The two short lists beside the firms: titles of codes, and policies."""
from .columns import is_number, plain
from .refusal import Refusal, listed, quoted
from .source import NUL
from .values import ABSENT, LONGEST_LABEL, NO, YES, escaped, mark_of_decimals, number, written, YEAR

CODES = 'code naics sic nace ape naf isic ciiu scian cnae wz noga key id label region industry county_fips fips 代码 编码 行业代码 地区代码'.split()
TITLES = 'title name description titel bezeichnung libelle intitule nombre titulo descripcion 名称 标题 行业名称 地区名称 title_en title_zh'.split()


def rows_of(table):
    """Records and where they begin; here all must be as wide as the header."""
    for line, row in table.records():
        if len(row) != table.width:
            raise Refusal(table.source.name, f'{len(row)} fields, the header has {table.width}', line)
        yield line, row


def named(header, known):
    """The first column of a known name."""
    names = [plain(name) for name in header.names]
    return next((names.index(name) for name in known if name in names), None)


def titles(table, write, say):
    """Code and title, by their names or the first two columns; the first title of a code counts."""
    header, name = table.header, table.source.name
    code, title = named(header, CODES), named(header, TITLES)
    if code is None and title is None and any(is_number(n) for n in header.names):
        header.refuse(f'looks like values, not like the names of columns ({header.listed()}); put the header code,title above it')
    if code is None:
        code = 0 if title != 0 else 1
    if title is None:
        title = next(i for i in (1, 0) if i != code)
    found, others, without = {}, 0, 0
    for line, row in rows_of(table):
        key, text = row[code].strip(), row[title].strip()
        if not key or not text or NUL in key + text or len(key.encode()) > LONGEST_LABEL:
            without += 1
        elif found.setdefault(key, text) != text:
            others += 1
    if not found:
        raise Refusal(name, 'has no row with a code and a title')
    say(f'titles: {header.names[title]} of {header.names[code]}, {len(found):,} codes'
        + (f'; rows without code or title: {without:,}' if without else '') + (f'; further titles of the same codes, left out: {others:,}' if others else ''))
    write(''.join(f'{escaped(key)}\t{escaped(text)}\n' for key, text in found.items()).encode())
    return [header.names[code], header.names[title]]


# Policies ----------------------------------------------------------------

def a_label(text, _):
    return escaped(text)


def a_year(text, _):
    if not YEAR.fullmatch(text):
        raise ValueError('is not a year such as 2025')
    return text


def an_amount(text, decimal):
    value = number(text, decimal)
    if value is None:
        raise ValueError('is not a number')
    if value < 0:
        raise ValueError('is negative')
    return written(value)


def a_switch(text, _):
    if text.casefold() not in YES | NO:
        raise ValueError('is neither yes nor no')
    return 't' if text.casefold() in YES else 'f'


POLICY = {'region': a_label, 'industry': a_label, 'admin_level': a_label, 'start_year': a_year, 'end_year': a_year, 'amount': an_amount, 'amount_unit': a_label,
          'target_value': an_amount, 'target_year': a_year, 'measure': a_label, 'decided': a_year, 'has_end': a_switch, 'has_target': a_switch,
          'is_competitive': a_switch, 'has_review': a_switch}


def policies(table, write, say):
    """The columns of a policy by their names; the rest is told and left out."""
    header, name = table.header, table.source.name
    indexes = {}
    for i, column in enumerate(header.names):
        key = plain(column)
        if key in indexes:
            header.find(column)
        elif key in POLICY:
            indexes[key] = i
    for role in ('region', 'industry'):
        if role not in indexes:
            header.refuse(f'no column "{role}"; policies need region and industry; there are {header.listed()}')
    unknown = [n or '(without a name)' for n in header.names if plain(n) not in POLICY]
    if unknown:
        say(f'policies: columns left out: {listed(unknown)}')
    decimal = mark_of_decimals(v for key, i in indexes.items() if POLICY[key] is an_amount for v in header.values(i)) or '.'
    lines = []
    for line, row in rows_of(table):
        fields = []
        for key, convert in POLICY.items():
            text = row[indexes[key]].strip() if key in indexes else ''
            try:
                if NUL in text or len(text.encode()) > LONGEST_LABEL:
                    raise ValueError('is no label')
                if not text and key in ('region', 'industry'):
                    raise ValueError('must be there')
                fields.append(convert(text, decimal) if text else ABSENT)
            except ValueError as error:
                raise Refusal(name, f'{quoted(text)} {error}', line, header.names[indexes[key]]) from None
        lines.append('\t'.join(fields))
    if not lines:
        raise Refusal(name, 'has a header and no rows')
    say(f'policies: {len(lines):,}')
    write(('\n'.join(lines) + '\n').encode())
    return list(indexes)


READ = {'titles': titles, 'policies': policies}
