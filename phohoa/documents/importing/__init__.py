"""Existing papers brought in: bytes of unknown origin to a structure in which no word is lost."""

from phohoa.documents.errors import PaperRefused
from phohoa.documents.importing.paper import outline, to_paper
from phohoa.documents.importing.plain import to_plain
from phohoa.documents.importing.reading import MAX_BYTES, read, read_text
from phohoa.documents.importing.structure import Imported

__all__ = ["MAX_BYTES", "Imported", "PaperRefused", "outline", "read", "read_text", "to_paper", "to_plain"]
