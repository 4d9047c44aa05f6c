"""Keeps from the child what its engines would bring along and nothing of ours uses.

Pictures in SVG, letters that join from right to left (xhtml2pdf 0.2.28), a client of the web (pyHanko 0.38.0;
time stamps are asked for by our own): a fifth of the start and of the memory, and code that could only ever
read what we did not write. To be called before the engines are imported.
"""

import sys
import types
from typing import Any

#: Missing modules that the engine can do without.
_OPTIONAL = ("svglib",)
#: Modules that it names but calls only for what our papers never hold.
_NAMED = ("arabic_reshaper", "aiohttp")


class NotForUs:
    """Stands for everything in such a module; to use it is a mistake of ours."""

    def __init__(self, *_arguments: Any, **_more: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"{name}: not loaded in this process")


class _Empty(types.ModuleType):
    """A module of nothing but classes that cannot be used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return NotForUs


def spare() -> None:
    """Put the stand-ins in place, unless the real modules are loaded already."""
    for name in _OPTIONAL:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None: importing it fails
    for name in _NAMED:
        sys.modules.setdefault(name, _Empty(name))
