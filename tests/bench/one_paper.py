"""One signed paper as a command: python -I tests/bench/one_paper.py CONTENT KEY PASSPHRASE OUT.

Two children of the product work side by side: one draws while the other loads what signs.
"""

import json
import sys
import threading
import types
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    # As the product's own child does: the package without the server that its __init__ is.
    package = types.ModuleType("phohoa")
    package.__path__ = [str(ROOT / "phohoa")]
    sys.modules["phohoa"] = package
    from phohoa.documents.press import Press

    signs = Press(seconds=60, megabytes=1024, tasks=10, idle=60)
    loading = threading.Thread(target=signs.run, args=("warm", {}))
    loading.start()
    from phohoa.documents import official, pdf

    content, key, passphrase, target = sys.argv[1:5]
    paper = official.from_plain(json.loads(Path(content).read_text("utf-8")))
    drawn = pdf.render_official(paper)
    from phohoa.documents import signing

    loading.join()
    signing.DRAWING = signs
    signed = signing.sign(
        drawn,
        Path(key).read_bytes(),
        passphrase,
        signer_name=paper.signatures[0].signatory,
        signed_at=datetime.now(UTC),
    )
    Path(target).write_bytes(signed)


if __name__ == "__main__":
    main()
