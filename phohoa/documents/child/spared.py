"""Keeps from the child what its engines would bring along and nothing of ours uses.

Pictures in SVG, letters that join from right to left, charts, pages of other files (xhtml2pdf 0.2.28), a
client of the web (pyHanko 0.38.0; time stamps are asked for by our own): a good part of the start and of the
memory, and code that could only ever read what we did not write.
"""

import contextlib
import os
import re
import sys
import types
import urllib.parse
from collections.abc import Iterator
from typing import Any

#: Missing modules that the engine can do without: pictures in SVG, syllables (reportlab 5.1.0).
_OPTIONAL = ("svglib", "pyphen")
#: Modules that it names but calls only for what our papers never hold.
_NAMED = ("arabic_reshaper", "aiohttp")
#: The same, wanted for real by what signs or reads: stood for only while the drawing engine is imported.
_WHILE_DRAWING = (
    "pypdf",
    "pypdf.generic",
    "reportlab.graphics.barcode",
    "reportlab.graphics.charts.legends",
    "reportlab.graphics.charts.textlabels",
    "xhtml2pdf.charts",
)
#: Of Python's own, for what is fetched; on Windows, where we have not tried it, they are loaded.
_NET = ("http.client", "ssl", "urllib.request") if os.name == "posix" else ()
#: Marks the pattern by which reportlab would find addresses of the web in words, to break them across lines.
_ADDRESS = "|localhost)"


class NotForUs:
    """Stands for everything in such a module; to use it is a mistake of ours."""

    def __init__(self, *_arguments: Any, **_more: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"{name}: not loaded in this process")


class _WhenAsked:
    """A pattern that is compiled when something is held against it."""

    def __init__(self, pattern: str, flags: Any) -> None:
        self._pattern, self._flags = pattern, flags

    def match(self, words: str) -> Any:
        return re.compile(self._pattern, self._flags).match(words)


class _Empty(types.ModuleType):
    """A module of nothing but classes that cannot be used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return NotForUs


def spare() -> None:
    """Put the stand-ins in place, unless the real modules are loaded; called before the engines are."""
    for name in _OPTIONAL:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None: importing it fails
    for name in _NAMED:
        sys.modules.setdefault(name, _Empty(name))


@contextlib.contextmanager
def while_drawing_is_loaded() -> Iterator[None]:
    """Stand-ins for as long as the drawing engine is imported; whoever asks later gets the real modules."""
    placed = {name: _Empty(name) for name in (*_WHILE_DRAWING, *_NET) if name not in sys.modules}
    if "urllib.request" in placed:
        # The one function that also serves files: Python's own, but for Windows.
        vars(placed["urllib.request"])["url2pathname"] = urllib.parse.unquote
    sys.modules.update(placed)
    compiled = re.compile

    def compile_later(pattern: Any, flags: Any = 0) -> Any:
        """To compile that pattern alone takes as long as to draw half a page."""
        if isinstance(pattern, str) and _ADDRESS in pattern:
            return _WhenAsked(pattern, flags)
        return compiled(pattern, flags)

    re.compile = compile_later
    try:
        yield
    finally:
        re.compile = compiled
        for name, stand_in in placed.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
