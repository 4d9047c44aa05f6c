"""Locks both lists of requirements with the hashes of all wheels, and writes each reason beside its pin.

Run it on Python 3.11 with pip-tools installed: `python deploy/lock.py`. A version changes only where the
`.in` file asks for another one; `python deploy/lock.py --upgrade` lets the indirect ones move too.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ("--generate-hashes", "--strip-extras", "--no-header", "--no-emit-index-url")
QUIET = ("--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options", "--quiet")
HEAD = "# Made from {source} by deploy/lock.py; edit that one.\n"


def reasons(source: Path) -> dict[str, str]:
    """The comment above each requirement, by the package's normal name."""
    found: dict[str, str] = {}
    comment: list[str] = []
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("#").strip())
            continue
        if name := re.match(r"[A-Za-z0-9._-]+(?=[\[=])", line):
            if not comment:
                raise SystemExit(f"{source.name}: {name[0]} has no reason")
            found[re.sub(r"[._-]+", "-", name[0]).lower()] = " ".join(comment)
        comment = []
    return found


def lock(source: str, target: str, *more: str) -> None:
    """Write `target` from `source`; both relative to the project's folder."""
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *QUIET, *more]
    subprocess.run([*command, f"--output-file={target}", source], cwd=ROOT, check=True)
    why = reasons(ROOT / source)
    lines = [HEAD.format(source=source)]
    for line in (ROOT / target).read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name = re.match(r"([a-z0-9-]+)==", line)
        if name and name[1] in why:
            lines.append(f"# {why[name[1]]}")
        lines.append(line)
    text = "\n".join(lines) + "\n"
    if "://" in text:
        raise SystemExit(f"{target} names an address")
    (ROOT / target).write_text(text, "utf-8", newline="\n")


def main() -> None:
    more = sys.argv[1:]
    lock("deploy/requirements.in", "requirements.txt", *more)
    lock("tests/requirements.in", "tests/requirements.txt", "--constraint=requirements.txt", *more)


if __name__ == "__main__":
    main()
