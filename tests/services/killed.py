"""A process that presses a button of signing and is killed at a named point: `python -m` and arguments."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.domain.access import Actor, Role
from phohoa.domain.signing import SubjectKind
from phohoa.extensions import db, installation
from phohoa.models import User
from phohoa.services import (
    clock,
    issuing,
    publishing,
    register,
    signing_at_once,
    signing_rounds,
    signing_steps,
    storage,
)
from phohoa.services.command import Caller

from .. import factories

ROOT = Path(__file__).resolve().parents[2]
#: What is pressed; the same again, by whoever comes after the process, carries the same number.
PRESS = "killed-press"


def killed(point: str, times: int, who: Role, press: str, subject_id: int, version: int, secret: str) -> None:
    """Let another process on the installation at work press, and be killed when it reaches the point.

    `point`: "numbered", "stored" and "committing" (the `times`-th time), or "answered".
    """
    db.session.remove()
    folder = str(installation().settings.instance)
    told = [folder, point, str(times), who.value, press, str(subject_id), str(version), secret]
    done = subprocess.run([sys.executable, "-m", __name__, *told], cwd=ROOT, capture_output=True, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def press(what: str, actor: Actor, subject_id: int, version: int, secret: str) -> Any:
    """Press `issue` or `start` (of a plan), or `sign` (of a round)."""
    caller = Caller(actor, PRESS)
    if what == "issue":
        return issuing.issue(caller, subject_id, version, secret, clock.today())
    if what == "start":
        return signing_at_once.start_and_sign(
            caller, SubjectKind.PLAN, subject_id, version, secret, clock.today()
        )
    return signing_steps.sign_with_file(caller, subject_id, version, secret)


def _arm(point: str, times: int) -> None:
    left = SimpleNamespace(times=times)

    def reached(*_: object) -> None:
        left.times -= 1
        if not left.times:
            os.kill(os.getpid(), signal.SIGKILL)

    def then_die(done: Callable[..., Any]) -> Callable[..., Any]:
        def work(*given: Any, **named: Any) -> Any:
            answer = done(*given, **named)
            reached()
            return answer

        return work

    if point == "numbered":
        dying = then_die(register.take_number)
        for place in (publishing, signing_rounds):
            patch.object(place, "take_number", dying).start()
    elif point == "stored":
        dying = then_die(storage.write_file)
        for place in (storage, signing_rounds):
            patch.object(place, "write_file", dying).start()
    elif point == "committing":
        event.listen(Engine, "commit", reached)


def _main(folder: str, point: str, times: str, who: str, what: str, *given: str) -> None:
    with create_app(load_settings({"PHOHOA_INSTANCE": folder})).app_context():
        user = db.session.scalars(select(User).where(User.role == Role(who))).one()
        actor = factories.actor_of(user)
        db.session.rollback()
        _arm(point, int(times))
        subject_id, version, secret = given
        press(what, actor, int(subject_id), int(version), secret)
        if point == "answered":
            os.kill(os.getpid(), signal.SIGKILL)
    sys.exit(f"{point} was not reached {times} times")


if __name__ == "__main__":
    _main(*sys.argv[1:])
