#!/usr/bin/env python3
"""Writes the report to standard output: one file of HTML that needs nothing else.

The database that PGDATABASE and the like name has what views.sql says; every section's queries are in
sections/, its words in words/, its picture in charts/.
"""
import argparse
import html
import io
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VEGA = Path("/usr/share/javascript/vega")
# Debian ships Vega as modules; in the order of need.
MODULES = ("util time format loader dataflow statistics scale canvas scenegraph expression selection event-selector functions "
           "runtime encode transforms view-transforms force label projection geo view parser").split()
DIGITS = {"lq": 2, "lq_lower": 2, "lq_upper": 2, "base_lq": 2, "final_lq": 2, "ellison_glaeser": 3, "z": 1, "low": 3, "high": 3, "gini": 3,
          "krugman": 2, "equal_industries": 1, "eci": 2, "pci": 2, "relatedness": 2, "density": 3, "gain": 2, "score": 1, "score_low": 0,
          "score_high": 0, "growth": 3, "industry_growth": 3, "expected": 1, "surprise": 1, "event_rate": 3, "chance_rate": 3, "auc": 2,
          "auc_lower": 2, "auc_upper": 2, "lag_lq": 2, "localized_from": 0, "gamma": 3, "psi": 3}
CHOOSERS = ("map", "local")  # sections that show one industry at a time
P_VALUES = ("p_value", "p_adjusted")

# Columns whose values are the extension's words; all others are data.
CODED = ("status", "category", "outcome", "predictor", "verdict", "quadrant", "kind")


class Section:
    """One file of sections/: its name, what it needs, what its table shows, and its queries by name."""

    def __init__(self, path):
        self.name = path.stem.split("_", 1)[1]
        self.group = path.stem[0]
        text = path.read_text(encoding="utf-8")
        parts = re.split(r"^-- data: (\w+)$", text, flags=re.M)
        self.queries = list(zip(parts[1::2], parts[2::2]))
        self.needs = re.findall(r"\w+", "".join(re.findall(r"^-- needs:(.*)$", text, re.M)))
        kind, self.rows, columns = (re.findall(r"^-- (table|words)(?: of (\w+))?: (.*)$", text, re.M) or [("", "", "")])[0]
        self.rows = self.rows or self.queries[0][0]
        self.columns = columns.split()
        self.in_words = kind == "words"


def digits(value):
    """After the point: none where people count, some where a size is small."""
    return 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 3


def ask(sections):
    """The rows of every query, by name; one session, so that sections can share temporary tables."""
    script = ["\\set ON_ERROR_STOP 1", "\\pset format unaligned", "\\pset tuples_only on",
              "SET client_min_messages = warning;", "SET extra_float_digits = -6;"]
    for section in sections:
        for name, sql in section.queries:
            *before, query = re.split(r"(?<=;)\n(?=\S)", sql.strip())
            script += before + [f"\\echo -- {name}", f"SELECT row_to_json(x) FROM ({query.rstrip(';')}) AS x;"]
    run = subprocess.run(["psql", "-Xq"], input="\n".join(script), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if run.returncode:
        sys.exit("error: the report's queries failed")
    data, rows = {}, []
    for line in run.stdout.split("\n")[:-1]:  # a label may hold what Python takes for other ends of lines
        if line.startswith("-- "):
            rows = data.setdefault(line[3:], [])
        else:
            rows.append(json.loads(line))
    return data


def library():
    """Vega's modules, put together."""
    yield ("const modules = {'d3-geo-projection': {}};\n"
           "const require = name => modules[name] || modules[name.replace(/s$/, '')];\n"
           "function define(name, body) { const module = {exports: {}}; body(module.exports, module); modules[name] = module.exports; }\n")
    for module in MODULES:
        source = (VEGA / f"vega-{module}.min.js").read_text(encoding="utf-8")
        yield f"define('vega-{module}', function (exports, module) {{\n{re.sub('(?m)^//# sourceMappingURL.*$', '', source)}\n}});\n"
    yield ("const vega = {View: modules['vega-view'].View, parse: modules['vega-parser'].parse, projection: modules['vega-projection'].projection};\n"
           "Object.assign(modules['vega-dataflow'].transforms, modules['vega-transforms'], modules['vega-view-transforms'],\n"
           "  modules['vega-encode'], modules['vega-force'], modules['vega-label'], modules['vega-geo']);\n")


class Page:
    """The report: its words, what is known of its data, and every section of it as HTML."""

    def __init__(self, options):
        self.language = options.language
        self.words = json.loads((HERE / "words" / f"{options.language}.json").read_text(encoding="utf-8"))
        self.facts = json.loads(Path(options.facts).read_text(encoding="utf-8"))
        self.shapes = json.loads(Path(options.shapes).read_text(encoding="utf-8")) if options.shapes else None
        self.sections = [Section(path) for path in sorted((HERE / "sections").glob("*.sql"))]
        self.data = ask(self.sections)
        self.about = {**self.facts, **self.data["facts"][0], **self.data["targets"][0], **(self.data["located"] or [{}])[0]}
        self.about["change_focus"] = self.about["change_focus"] or self.about["focus"]
        sums = [row["code"] for row in self.data["sums"]]
        self.about["sums"] = ", ".join(sums[:10]) + (" …" if len(sums) > 10 else "")
        self.about["unit"] = self.words["units"][self.facts["unit"]]
        title = self.facts.get("title")
        self.about["title"] = (title.get(self.language) if isinstance(title, dict) else title) or self.words["title"].format(**self.about)

    def say(self, text):
        """Words of ours with what they are about; what comes from data is escaped."""
        return text.format(**{key: html.escape(str(value)) for key, value in self.about.items()})

    def cell(self, column, value):
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        if isinstance(value, list):
            return html.escape(self.words["between"].join(value))
        if column in P_VALUES:
            return f"{value:.2g}"
        if isinstance(value, (int, float)) and column not in ("period", "tenth"):
            return f"{value:,.{DIGITS.get(column, digits(value))}f}"
        return html.escape(str(self.words["values"].get(value, value) if column in CODED else value))

    def table(self, section):
        """The rows as a table; as CSV they are all there, with all digits."""
        rows = self.data[section.rows]
        heads = [self.say(self.words["columns"][column]) for column in section.columns]
        out = [f'<div class="scroll" tabindex="0" role="group" aria-label="{self.say(self.words["sections"][section.name]["title"])}"><table data-rows="{len(rows)}"><thead><tr>',
               *(f'<th scope="col">{head}</th>' for head in heads), "</tr></thead><tbody>"]
        for row in rows[:100]:
            out.append("<tr>" + "".join(f'<td{" class=n" if isinstance(row[c], (int, float)) and not isinstance(row[c], bool) else ""}>{self.cell(c, row[c])}</td>'
                                        for c in section.columns) + "</tr>")
        out.append("</tbody></table></div>")
        if len(rows) > 100:
            out.append(f'<p class="note">{self.words["more_rows"].format(shown=100, rows=len(rows))}</p>')
        return "".join(out)

    def missing(self, section):
        """What would fill a section that has no data; nothing if it has."""
        have = {"map": self.shapes is not None, "policies": bool(self.facts.get("policies")), "years": self.about["last_year"] is not None,
                "coordinates": bool(self.facts.get("located")),
                "plants": self.about["firms"] is not None, "history": bool(self.data["tests"]) or bool(self.data["chance"])}
        for need in section.needs:
            if not have[need]:
                return self.words["needs"][need]
        some = all(self.data[name] for name, _ in section.queries)
        return "" if some else self.words["sections"][section.name].get("empty", self.words["empty"])

    def fitting(self, words, key):
        """Words, or those for sums of unknown numbers of firms where there are others."""
        return words.get(f"{key}_of_sums", words[key]) if self.about["firms"] is None else words[key]

    def lead(self):
        """What this is about; of which year; and whether the data count some things twice."""
        lead = self.say(self.fitting(self.words, "lead")) + (" " + self.say(self.words["of_year"]) if self.about["year"] is not None else "")
        return lead + (f' <b>{self.say(self.words["sums"])}</b>' if self.about["sums"] else "")

    def section(self, section):
        words = self.words["sections"][section.name]
        out = [f'<section id="{section.name}" aria-labelledby="{section.name}-title"><h3 id="{section.name}-title">{self.say(words["title"])}</h3>']
        missing = self.missing(section)
        if missing:
            return "".join([*out, f'<p class="missing">{self.say(missing)}</p></section>'])
        out += [f"<p>{self.say(text)}</p>" for text in self.fitting(words, "text")]
        if section.in_words:
            out.append(self.prose(section))
        elif "chart" in words and (section.name != "complexity" or self.shapes):
            if section.name in CHOOSERS:
                out.append(f'<p class="choose"><label for="{section.name}-industry">{self.words["choose"]}</label> <select id="{section.name}-industry"></select></p>')
            out.append(f'<div class="chart" data-chart="{section.name}" id="chart-{section.name}" role="img" aria-label="{self.say(words["chart"])}"></div>')
        if section.columns and not section.in_words:
            # where there is no picture, the table is what there is to see
            out.append(f'<details{"" if "data-chart" in out[-1] else " open"}><summary>{self.words["as_table"]}</summary><button type="button" class="csv" data-rows="{section.rows}" '
                       f'data-columns="{" ".join(section.columns)}">{self.words["download"]}</button>{self.table(section)}</details>')
        out += [f'<p class="note">{self.say(text)}</p>' for text in words.get("note_of_moved" if self.about.get("moved") else "note", words.get("note", []))]
        return "".join([*out, "</section>"])

    def prose(self, section):
        """Sentences, or a list of what is said of each."""
        rows = self.data[section.rows]
        if section.columns == ["sentence"]:
            return '<ul class="words">' + "".join(f'<li>{html.escape(row["sentence"])}</li>' for row in rows) + "</ul>"
        out = []
        for row in rows:
            low, high = (self.cell("score", row[key]) for key in ("score_low", "score_high"))
            said = ["<b>" + self.words["scored"].format(score=self.cell("score", row["score"]), low=low, high=high, band=html.escape(row["band"])) + "</b>"]
            said += [self.words["flagged"].format(flagged=html.escape(row["flagged"]))] if row["flagged"] else []
            said += map(html.escape, row["reasons"] or [])
            out.append(f'<div class="plan"><h4>{html.escape(row["plan"])}</h4><p>{self.words["sentences"].join(said)}</p><p>{html.escape(row["stance"])}</p></div>')
        return "".join(out)

    def body(self):
        groups = {}
        for section in self.sections:
            if section.name != "facts":
                groups.setdefault(section.group, []).append(section)
        contents, parts = [], []
        for group, sections in groups.items():
            title = self.say(self.words["groups"][group])
            links = "".join(f'<li><a href="#{s.name}">{self.say(self.words["sections"][s.name]["title"])}</a></li>' for s in sections)
            contents.append(f'<li><a href="#group-{group}">{title}</a><ul>{links}</ul></li>')
            parts.append(f'<h2 id="group-{group}">{title}</h2>' + "".join(map(self.section, sections)))
        contents.append(f'<li><a href="#about">{self.words["about"]["title"]}</a></li>')
        return "".join(contents), "\n".join(parts)

    def sources(self):
        """Where the numbers are from, and what was left out on the way."""
        out = [f"<p>{self.say(text)}</p>" for text in self.words["about"]["text"]]
        out += [f"<p>{html.escape(text)}</p>" for text in self.facts.get("notes", {}).get(self.language, [])]
        if "rows_read" in self.facts:
            read = self.words["read"].format(source=html.escape(self.facts["source"]), rows=f'{self.facts["rows_read"]:,}', kept=f'{self.facts["rows_kept"]:,}')
            out.append("<p>" + read + self.counted("skipped") + self.counted("unplaced") + (self.words["withheld"] if self.facts.get("withheld") else "") + "</p>")
        return "".join(out)

    def counted(self, key):
        """Rows of which something is missing, by reason; nothing where there are none."""
        entries = [f'{entry["count"]:,} {html.escape(self.words["reasons"].get(entry["reason"], entry["reason"]))}' for entry in self.facts.get(key, [])]
        return self.words[key].format(rows=self.words["between"].join(entries)) if entries else ""

    def charts(self):
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "charts").glob("*.js")))

    def embedded(self):
        unseen = set() if self.shapes else {name for section in self.sections if "map" in section.needs for name, _ in section.queries}
        page = {"language": self.language, "words": self.words["charts"], "columns": {key: self.say(text) for key, text in self.words["columns"].items()},
                "unit": self.about["unit"], "focus": self.about["focus"], "data": {name: [] if name in unseen else rows for name, rows in self.data.items()}, "shapes": self.shapes}
        return json.dumps(page, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

    def write(self, out):
        contents, sections = self.body()
        figures = "".join(f"<div><b>{value:,.{digits(value)}f}</b>{html.escape(self.words['figures'][key].format(**self.about))}</div>"
                          for key in ("firms", "size", "regions", "industries", "clusters") for value in [self.about[key]]
                          if value is not None and not (key == "size" and self.facts["unit"] == "firms") and not (key == "clusters" and self.about["firms"] is None))
        parts = {"language": {"en": "en", "zh": "zh-Hans"}[self.language], "title": html.escape(self.about["title"]), "lead": self.lead(), "figures": figures,
                 "skip": self.words["skip"], "contents_title": self.words["contents"], "contents": contents, "sections": sections,
                 "about_title": self.words["about"]["title"], "about": self.sources(), "style": (HERE / "page.css").read_text(encoding="utf-8"),
                 "data": self.embedded(), "library": "".join(library()), "charts": self.charts()}
        template = (HERE / "page.html").read_text(encoding="utf-8")
        out.write(re.sub(r"<!-- (\w+) -->", lambda match: parts[match[1]], template))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", required=True, help="JSON: source, unit, what was read and skipped")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--shapes", help="GeoJSON of the regions, as shapes.py writes it")
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    Page(parser.parse_args()).write(out)
    out.flush()


if __name__ == "__main__":
    main()
