"""Styles and numbering of a DOCX, as far as reading needs them: fonts, bold, alignment, labels of lists."""

from dataclasses import dataclass
from typing import Any

from phohoa.domain.legacy_encodings import LegacyEncoding

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 12


@dataclass(frozen=True)
class Look:
    """What a paragraph's style says."""

    style: str
    centred: bool
    number: tuple[str, int] | None


def legacy_font(font: str) -> tuple[LegacyEncoding | None, bool]:
    """The old encoding that a font's name stands for, and whether it prints small letters as capitals."""
    name = font.partition("+")[2] or font
    folded = name.lower().replace(" ", "")
    if folded.startswith((".vn", "vntime", "vnarial")):
        return LegacyEncoding.TCVN3, folded.endswith("h")
    if folded.startswith("vni-"):
        return LegacyEncoding.VNI, False
    return None, False


def _value(parent: Any, path: str) -> str | None:
    found = parent.find(path) if parent is not None else None
    return str(found.get(W + "val", "1")) if found is not None else None


def _on(value: str | None) -> bool | None:
    return None if value is None else value not in ("0", "false", "off", "none")


class Styles:
    """Styles by their id, each with the one it is based on."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default_font, self._default_style = "", ""
        if root is None:
            return
        for style in root.iter(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "default") == "1" and style.get(W + "type") == "paragraph":
                self._default_style = name
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default_font = _font(defaults) or ""

    def _chain(self, name: str) -> list[Any]:
        found: list[Any] = []
        while name in self._styles and len(found) < _DEEPEST:
            style = self._styles[name]
            found.append(style)
            name = _value(style, W + "basedOn") or ""
        return found

    def of_paragraph(self, paragraph: Any) -> Look:
        """Style, alignment and place in a list."""
        own = paragraph.find(W + "pPr")
        name = _value(own, W + "pStyle") or self._default_style
        chain = [own, *(style.find(W + "pPr") for style in self._chain(name))]
        align = next((found for one in chain if (found := _value(one, W + "jc"))), "")
        number = None
        for one in chain:
            listed = one.find(W + "numPr") if one is not None else None
            if listed is not None:
                which, level = _value(listed, W + "numId"), _value(listed, W + "ilvl") or "0"
                number = (which, int(level)) if which and which != "0" and level.isdigit() else None
                break
        return Look(name, align == "center", number)

    def of_run(self, run: Any, look: Look) -> tuple[str, bool, bool]:
        """Font, whether bold, whether hidden."""
        own = run.find(W + "rPr")
        chain = [own]
        character = _value(own, W + "rStyle")
        for name in (character, look.style):
            chain += [style.find(W + "rPr") for style in self._chain(name or "")]
        font = next((found for one in chain if (found := _font(one))), self._default_font)
        weights = (_on(_value(one, W + "b")) for one in chain)
        veils = (_on(_value(one, W + "vanish")) for one in chain)
        bold = next((weight for weight in weights if weight is not None), False)
        hidden = next((veil for veil in veils if veil is not None), False)
        return font, bold, hidden


def _font(properties: Any) -> str | None:
    fonts = properties.find(W + "rFonts") if properties is not None else None
    if fonts is None:
        return None
    return str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or fonts.get(W + "cs") or "") or None


class Numbering:
    """Labels of list items, counted as the paragraphs come."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for one in root.iter(W + "abstractNum"):
            levels = {int(level.get(W + "ilvl", "0")): level for level in one.iter(W + "lvl")}
            self._levels[one.get(W + "abstractNumId", "")] = levels
        for one in root.iter(W + "num"):
            self._abstract[one.get(W + "numId", "")] = _value(one, W + "abstractNumId") or ""

    def label(self, number: tuple[str, int]) -> str:
        """The label of the next item of a list at a level; empty for a list that the file does not define."""
        which = self._abstract.get(number[0], "")
        levels, level = self._levels.get(which, {}), number[1]
        if level not in levels:
            return ""
        counts = self._counts.setdefault(which, {})
        start = _value(levels[level], W + "start") or "1"
        counts[level] = counts[level] + 1 if level in counts else int(start) if start.isdigit() else 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        shape = _value(levels[level], W + "numFmt") or "decimal"
        text = _value(levels[level], W + "lvlText") or ""
        if shape == "bullet":
            return "+" if text == "+" else "-"
        if shape == "none":
            return text
        for place in range(level + 1):
            form = _value(levels.get(place), W + "numFmt") or "decimal"
            text = text.replace(f"%{place + 1}", _figure(counts.get(place, 1), form))
        return text


def _figure(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = ""
        for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if form == "upperRoman" else roman.lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)
