"""One signed paper as a command: python -I tests/bench/one_paper.py CONTENT KEY PASSPHRASE OUT.

Two children of the product are started before anything else: one draws, the other loads what signs meanwhile.
"""

import json
import sys
import types
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    # As the product's own child does: the package without the server that its __init__ is.
    package = types.ModuleType("phohoa")
    package.__path__ = [str(ROOT / "phohoa")]
    sys.modules["phohoa"] = package
    from phohoa.documents.press import DRAWING, Press

    signs = Press(seconds=60, megabytes=1024, tasks=1, idle=60, engine="sign")
    DRAWING.start()
    signs.start()
    from phohoa.documents import official, pdf, signing

    content, key, passphrase, target = sys.argv[1:5]
    paper = official.from_plain(json.loads(Path(content).read_text("utf-8")))
    signed = signing.sign(
        pdf.render_official(paper),
        Path(key).read_bytes(),
        passphrase,
        signer_name=paper.signatures[0].signatory,
        signed_at=datetime.now(UTC),
        press=signs,
    )
    Path(target).write_bytes(signed)


if __name__ == "__main__":
    main()
