"""Existing papers brought in: bytes of unknown origin to a structure in which no word is lost."""

from phohoa.documents.errors import PaperRefused
from phohoa.documents.importing.draft import choose
from phohoa.documents.importing.head import place_in
from phohoa.documents.importing.linting import paper_to_lint
from phohoa.documents.importing.paper import item_words, outline, recipient, to_paper
from phohoa.documents.importing.plain import to_plain
from phohoa.documents.importing.reading import (
    MAX_BYTES,
    Material,
    material,
    material_of_text,
    pack,
    read,
    read_text,
    understand,
    unpack,
)
from phohoa.documents.importing.structure import Imported

__all__ = [
    "MAX_BYTES",
    "Imported",
    "Material",
    "PaperRefused",
    "choose",
    "item_words",
    "material",
    "material_of_text",
    "outline",
    "pack",
    "paper_to_lint",
    "place_in",
    "read",
    "read_text",
    "recipient",
    "to_paper",
    "to_plain",
    "understand",
    "unpack",
]
