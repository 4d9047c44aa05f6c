"""Writes the colour profile of our papers: `python deploy/srgb.py`.

Version 2, since PDF/A-1 and old readers know no later one. The numbers are those of IEC 61966-2-1 (sRGB), its
primaries adapted to the white D50 as ICC.1:2001-04 asks.
"""

import struct
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "phohoa" / "documents" / "layout" / "srgb.icc"
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
STEPS = 1024


def fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def triple(numbers: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(fixed, numbers))


def curve() -> bytes:
    """From what is written to the light it stands for."""

    def light(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    values = [round(65535 * light(step / (STEPS - 1))) for step in range(STEPS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{STEPS}H", STEPS, *values)


def description(words: bytes) -> bytes:
    ascii_part = b"desc\0\0\0\0" + struct.pack(">I", len(words) + 1) + words + b"\0"
    return ascii_part + b"\0" * (4 + 4 + 2 + 1 + 67)


def profile() -> bytes:
    shared = curve()
    tags = {
        b"desc": description(b"sRGB IEC61966-2.1"),
        b"cprt": b"text\0\0\0\0No rights are claimed in these numbers.\0",
        b"wtpt": triple(WHITE),
        **{name: triple(numbers) for name, numbers in PRIMARIES.items()},
        b"rTRC": shared,
        b"gTRC": shared,
        b"bTRC": shared,
    }
    at = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        if data not in places:
            places[data] = at + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", places[data], len(data))
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += b"".join(map(fixed, WHITE))
    return head.ljust(128, b"\0") + table + body


if __name__ == "__main__":
    TARGET.write_bytes(profile())
