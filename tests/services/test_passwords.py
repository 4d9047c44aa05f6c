"""What a password costs whoever tries it: the real cost, which the tests' own accounts are spared."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = "from phohoa.services.passwords import NOBODY, hash_password; print(hash_password('thử'), NOBODY)"


def test_a_password_takes_64_mib_and_three_rounds_to_try() -> None:
    answer = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [shown.split("$")[1:4] for shown in answer.stdout.split()] == [
        ["argon2id", "v=19", "m=65536,t=3,p=1"],
        ["argon2id", "v=19", "m=65536,t=3,p=1"],
    ]
