"""Templates hold to the strict content policy and to our way with htmx."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAPER = sorted((ROOT / "phohoa" / "documents").rglob("*.html"))
REQUESTS = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete", "hx-query"}
UNESCAPED = re.compile(r"\|\s*safe\b|\bMarkup\b|\{%-?\s*autoescape\s+false")
FILES = re.compile(r"pdf|docx|xlsx|download", re.IGNORECASE)


class Tags(HTMLParser):
    """The start tags of a template with their attributes, and what stands inside script elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.scripts.append(data.strip())


def plain(source: str) -> str:
    """The template without Jinja: statements vanish, an expression leaves its letters for the checks."""
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}", " ", source, flags=re.DOTALL)
    return re.sub(r"\{\{(.*?)\}\}", lambda m: re.sub(r"[^\w.]+", "_", m[1]), source, flags=re.DOTALL)


def faults_of_tag(tag: str, attrs: dict[str, str]) -> list[str]:
    found = []
    for name, value in attrs.items():
        script = re.match(r"\s*(javascript|vbscript)\s*:", value, re.IGNORECASE)
        if name.startswith(("hx-on", "on")) or script:
            found.append(f"script in {name}")
        if name.startswith("hx-") and re.search(r"\b(js|javascript):", value):
            found.append(f"js: in {name}")
    if "style" in attrs or tag == "style":
        found.append("inline style")
    if tag == "script" and not attrs.get("src"):
        found.append("script without src")
    if any("[" in attrs.get(name, "") for name in ("hx-trigger", "hx-trigger:inherited")):
        found.append("trigger filter")
    if "hx-boost" in attrs or "hx-boost:inherited" in attrs:
        found.append("hx-boost")
    requests = REQUESTS & attrs.keys()
    if requests - {"hx-get", "hx-post"}:
        found.append("a method that no plain form can send")
    if requests and "hx-target" not in attrs:
        found.append("request without hx-target")
    if "hx-post" in attrs and tag != "form":
        found.append("hx-post outside of a form")
    if "hx-post" in attrs and (attrs.get("method", "").lower() != "post" or not attrs.get("action")):
        found.append("form that dies without JavaScript")
    if "hx-post" in attrs and "hx-sync" not in attrs:
        found.append("form without hx-sync")
    if "hx-get" in attrs and tag == "a" and not attrs.get("href"):
        found.append("link that dies without JavaScript")
    to_a_file = "download" in attrs or FILES.search(attrs.get("href", ""))
    if tag == "a" and to_a_file and any(name.startswith("hx-") for name in attrs):
        found.append("hx- on a link to a file")
    return found


def faults(source: str) -> list[str]:
    """What is wrong with a template's source; empty when nothing is."""
    found = [f"unescaped: {hit}" for hit in UNESCAPED.findall(source)]
    if not unicodedata.is_normalized("NFC", source):
        found.append("not NFC")
    parser = Tags()
    parser.feed(plain(source))
    parser.close()
    for tag, attrs in parser.tags:
        found += [f"<{tag}>: {fault}" for fault in faults_of_tag(tag, attrs)]
    return found + [f"inline script: {text[:40]}" for text in parser.scripts]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_holds_to_the_policy(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PAPER, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_layout_on_paper_escapes_everything(path: Path) -> None:
    assert UNESCAPED.findall(path.read_text("utf-8")) == []


def test_no_python_marks_text_as_safe_html() -> None:
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "phohoa").rglob("*.py")
        if re.search(r"\bMarkup\b|render_template_string", path.read_text("utf-8"))
    ]
    assert marked == []


GOOD = [
    '<form method="post" action="{{ url }}" hx-post="{{ url }}" hx-target="#board" hx-sync="this:drop">',
    '<a href="{{ card.url }}" hx-get="{{ card.panel_url }}" hx-target="#panel">',
    '<a href="{{ plan.pdf_url }}">Bản PDF</a>',
    '{# style="x" and |join are only spoken of #}<p class="no-js">{{ names|join(", ") }}</p>',
    "<script defer src=\"{{ asset('app.js') }}\"></script>",
    '<input name="q" hx-get="{{ url }}" hx-target="#rows" hx-trigger="input changed delay:300ms">',
]
BAD = [
    ("{{ note|safe }}", "unescaped"),
    ("{% autoescape false %}{{ note }}{% endautoescape %}", "unescaped"),
    ('<p style="color:red">', "inline style"),
    ("<style>p{}</style>", "inline style"),
    ("<script>go()</script>", "script without src"),
    ('<script src="a.js">go()</script>', "inline script"),
    ('<button onclick="go()">', "script in onclick"),
    ('<form hx-on:htmx:before:request="go()">', "script in hx-on"),
    ('<a href="javascript:go()">', "script in href"),
    ('<form hx-vals="js:{a: 1}">', "js: in hx-vals"),
    ('<input hx-get="/x" hx-target="#y" hx-trigger="keyup[key==\'Enter\']">', "trigger filter"),
    ('<main hx-boost:inherited="true">', "hx-boost"),
    ('<form method="post" action="/x" hx-post="/x" hx-sync="this:drop">', "request without hx-target"),
    ('<form method="post" action="/x" hx-post="/x" hx-target="#y">', "form without hx-sync"),
    ('<form hx-post="/x" hx-target="#y" hx-sync="this:drop">', "dies without JavaScript"),
    ('<button hx-post="/x" hx-target="#y">', "hx-post outside of a form"),
    ('<a hx-get="/x" hx-target="#y">', "link that dies without JavaScript"),
    ('<button hx-delete="/x" hx-target="#y">', "no plain form can send"),
    ('<a href="{{ plan.pdf_url }}" hx-get="/x" hx-target="#y">', "link to a file"),
    ("<p>Chi bo\u0323</p>", "not NFC"),
]


@pytest.mark.parametrize("source", GOOD)
def test_the_check_lets_good_templates_pass(source: str) -> None:
    assert faults(source) == []


@pytest.mark.parametrize(("source", "fault"), BAD)
def test_the_check_names_the_fault(source: str, fault: str) -> None:
    assert fault in " / ".join(faults(source))
