"""Files that are read in a child process: DOCX and PDF of unknown origin."""

from phohoa.documents.importing.lines import Line
from phohoa.documents.importing.structure import Source


def read_file(data: bytes, kind: str) -> tuple[Source, list[Line]]:
    """The text and the lines of a DOCX or PDF."""
    raise ValueError(kind)
