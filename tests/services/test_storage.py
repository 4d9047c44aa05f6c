"""Files of documents: stored whole under their hash, given back whole or not at all."""

import hashlib
import signal
import threading
from pathlib import Path

import pytest
from flask import Flask

from phohoa.domain.errors import NotFound
from phohoa.services.storage import DamagedFile, read_file, write_file

PAPER = b"%PDF-1.7 a paper of a test\n" * 50


@pytest.fixture
def folder(app: Flask) -> Path:
    return Path(app.extensions["phohoa"].settings.document_dir)


def test_what_was_stored_comes_back_and_only_we_can_read_it(folder: Path) -> None:
    name = write_file(PAPER)
    assert name == hashlib.sha256(PAPER).hexdigest()
    assert read_file(name) == PAPER
    assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert [p.name for p in folder.iterdir()] == [name], "nothing half-written is left"


@pytest.mark.parametrize("damage", [b"", PAPER[:-1], PAPER[:-1] + b"x", PAPER + b"x"])
def test_a_damaged_file_is_never_given_out_and_can_be_stored_again(folder: Path, damage: bytes) -> None:
    name = write_file(PAPER)
    (folder / name).write_bytes(damage)
    with pytest.raises(DamagedFile):
        read_file(name)
    assert write_file(PAPER) == name
    assert read_file(name) == PAPER


def test_a_missing_file_is_damage(folder: Path) -> None:
    name = write_file(PAPER)
    (folder / name).unlink()
    with pytest.raises(DamagedFile):
        read_file(name)


@pytest.mark.parametrize(
    "name",
    ["", "../audit.key", "../" * 20 + "etc/passwd", "a" * 63, "a" * 65, "A" * 64, "ａ" * 64, "0" * 63 + "/",
     "." * 64, "0" * 63 + "\n", "0" * 64 + "\x00", "/" + "0" * 63],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(folder: Path, name: str) -> None:
    with pytest.raises(NotFound):
        read_file(name)


def test_a_full_disk_leaves_nothing_half_written(folder: Path) -> None:
    resource = pytest.importorskip("resource")  # not on Windows
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(OSError):
            write_file(PAPER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(folder.iterdir()) == []
    assert read_file(write_file(PAPER)) == PAPER


def test_two_who_store_the_same_bytes_at_once_store_one_file(app: Flask, folder: Path) -> None:
    gate, names = threading.Barrier(8), []

    def store() -> None:
        with app.app_context():
            gate.wait()
            names.append(write_file(PAPER))

    threads = [threading.Thread(target=store) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(names) == {hashlib.sha256(PAPER).hexdigest()}
    assert [p.name for p in folder.iterdir()] == names[:1]
