"""What turns the documents of the repository into pages, as GitHub shows them.

They stay as they are.  Links to files that are no pages become plain text, headings
get GitHub's anchors, and every function of the extension gets one of its own name.
"""
import html
import json
import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = 'doc/reference.md'
FENCE = r'^```.*?^```$'
headings = {}  # how often each anchor of a heading was given, on the page at hand
descriptions = []  # of each page, and its first sentence


# Functions ---------------------------------------------------------------

def comments():
    """Every function of the extension, with the first sentence of its comment."""
    sql = '\n'.join(path.read_text() for path in sorted(ROOT.glob('sql/[0-9][0-9]_*.sql')))
    found = dict.fromkeys(re.findall(r'^CREATE (?:FUNCTION|PROCEDURE|AGGREGATE) @extschema@\.(\w+)', sql, re.M), '')
    said = re.findall(r"^COMMENT ON (?:FUNCTION|PROCEDURE|AGGREGATE) @extschema@\.(\w+)\([^;]*?\) IS\s+'((?:[^']|'')*)'", sql, re.M)
    for name, comment in said:
        found[name] = found[name] or re.split(r'(?<=[^.]\.)\s+(?=[A-Z])', ' '.join(comment.replace("''", "'").split()))[0]
    return found


def functions():
    """Where the reference tells each function: (name, code, section, comment), in its order."""
    text = re.sub(FENCE, '', (ROOT / REFERENCE).read_text(), flags=re.M | re.S)
    section, codes = '', []
    for heading, code in re.findall(r'^## (.*)$|`([^`]+)`', text, re.M):
        section = heading or section
        if code:
            codes.append((' '.join(code.split()), section))
    placed = []
    for name, comment in comments().items():
        told = [i for i, (code, _) in enumerate(codes) if re.match(re.escape(name) + r'\(.*\) →', code)]
        told += [i for i, (code, _) in enumerate(codes) if re.search(rf'(?<![\w.]){name}(?!\w)', code)]
        if told:
            placed.append((told[0], name, *codes[told[0]], comment))
    return [row[1:] for row in sorted(placed)]


def index_of_functions():
    """A page that lists them, those in daily use first."""
    lines, last, hidden = ['# Index of functions', '', 'What an SQL statement can call, by the sections of the [reference](doc/reference.md).'], '', []
    for name, code, section, comment in functions():
        link = f'[`{name}`]({REFERENCE}#{name})'
        if '→' not in code:
            hidden.append(link)
            continue
        if section != last:
            lines += ['', f'## {section}', '']
            last = section
        lines.append(f'- {link}: ' + re.sub(r'[*_<|\[]', r'\\\g<0>', comment))
    return '\n'.join(lines + ['', '## Underneath', '', 'Transition functions, operators, input and output: ' + ' · '.join(hidden)]) + '\n'


# Pages -------------------------------------------------------------------

def slug(text, _separator):
    """The anchor that GitHub gives a heading."""
    anchor = re.sub(r'\s', '-', re.sub(r'[^\w\s-]', '', text.strip().lower()))
    headings[anchor] = headings.get(anchor, -1) + 1
    return f'{anchor}-{headings[anchor]}' if headings[anchor] else anchor


def on_config(config):
    config['mdx_configs']['toc']['slugify'] = slug
    Path(config['docs_dir'], 'functions.md').write_text(index_of_functions())


def on_files(files, config):
    """doc/reference.md is /reference.html: the site has one floor."""
    for file in files:
        file.dest_uri = re.sub(r'^(?:doc|test)/', '', file.dest_uri).lower()
        file.url = file.dest_uri
        file.abs_dest_path = str(Path(config['site_dir'], file.dest_uri))


def on_page_markdown(markdown, page, config, files):
    """Links to what is not on the site are plain text."""
    headings.clear()
    said = re.search(r'^(?![#!<`|\s]).+?(?:[^A-Z]\.(?=\s)|\n\n)', markdown, re.M | re.S)
    descriptions.append((page, re.sub(r'\[([^\]]+)\]\([^)]*\)', r'\1', ' '.join(said[0].split()))))

    def link(match):
        words, target, anchor = match.groups()
        if words is None or re.match('#|https?:', target):
            return match[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), target))
        found = [end for end in ('', '.md') if files.get_file_from_path(path + end)]
        return f'[{words}]({target}{found[0]}{anchor or ""})' if found else words

    return re.sub(FENCE + r'|\[([^\]]+)\]\(([^)#\s]+)(#[^)\s]*)?\)', link, markdown, flags=re.M | re.S)


def on_page_content(content, page, config, files):
    """Anchors of functions; signatures that make a paragraph get a line each."""
    content = re.sub(r'<td.*?</td>', lambda cell: cell[0].replace('\\|', '|'), content)
    if page.file.src_uri != REFERENCE:
        return content
    place = {}
    for name, code, _, _ in functions():
        if f'id="{name}"' not in content:
            place.setdefault(code, []).append(name)

    def mark(match):
        names = place.pop(' '.join(html.unescape(match[1]).split()), [])
        return ''.join(f'<a id="{name}"></a>' for name in names) + match[0]

    content = re.sub(r'<code>([^<]*)</code>', mark, content)
    signature = r'(?:<a id="\w+"></a>)*<code>[^<]*→[^<]*</code>'
    return re.sub(rf'<p>(?={signature}(?:,?\s+{signature})*</p>)', '<p class="signatures">', content)


# The whole ---------------------------------------------------------------

def on_post_build(config):
    """Search leads to functions, too, and works without a server; llms.txt."""
    site = Path(config['site_dir'])
    index = json.loads((site / 'search/search_index.json').read_text())
    known = {entry['location'] for entry in index['docs']}
    index['docs'] += [{'location': f'reference.html#{name}', 'title': name, 'text': f'{comment} {html.escape(code)}'}
                      for name, code, _, comment in functions() if f'reference.html#{name}' not in known]
    text = json.dumps(index, ensure_ascii=False)
    (site / 'search/search_index.json').write_text(text)
    (site / 'search/search_index.js').write_text(f'var __search = {{index: Promise.resolve({text})}};\n')
    pages = [f'- [{page.title}]({page.url}): {said}' for page, said in descriptions]
    (site / 'llms.txt').write_text('\n'.join([f'# {config["site_name"]}', '', f'> {config["site_description"]}', '', *pages]) + '\n')
