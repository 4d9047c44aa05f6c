"""Frames between the server and its child: a JSON head and raw parts; neither side unpickles."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

MAX_HEAD = 8 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_PARTS = 64

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]


class BrokenFrame(Exception):
    """The other side closed or sent something that is no frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A name (task or outcome), plain values, and raw parts."""

    name: str
    values: Mapping[str, Value]
    parts: tuple[bytes, ...] = ()


def write_frame(pipe: IO[bytes], frame: Frame) -> None:
    """Sends one frame. Raises OSError when the other side is gone."""
    head = json.dumps(
        {"name": frame.name, "values": frame.values, "sizes": [len(part) for part in frame.parts]}
    ).encode("utf-8")
    pipe.write(struct.pack(">I", len(head)))
    pipe.write(head)
    for part in frame.parts:
        pipe.write(part)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> Frame:
    """Waits for one frame. Raises BrokenFrame at the end of the pipe or on anything else than a frame."""
    (size,) = struct.unpack(">I", _exactly(pipe, 4))
    if size > MAX_HEAD:
        raise BrokenFrame("head too long")
    try:
        head = json.loads(_exactly(pipe, size))
        name, values, sizes = head["name"], head["values"], head["sizes"]
    except (ValueError, KeyError, TypeError) as problem:
        raise BrokenFrame(str(problem)) from problem
    if len(sizes) > MAX_PARTS or any(
        not isinstance(part, int) or not 0 <= part <= MAX_PART for part in sizes
    ):
        raise BrokenFrame("parts too long")
    return Frame(str(name), dict(values), tuple(_exactly(pipe, part) for part in sizes))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if data is None or len(data) != size:
        raise BrokenFrame("end of pipe")
    return data
