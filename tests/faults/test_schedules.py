"""Whole reviews by two people on a bad line; the seed of each is the number of the test."""

import json
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ..conftest import POSTGRES
from . import verdict
from .schedule import Schedule, two_people
from .world import Place, make

#: `make faults` asks for 200; every run of the tests for a few.
COUNT = int(os.environ.get("PHOHOA_SCHEDULES", "6"))
FIRST = int(os.environ.get("PHOHOA_FIRST_SCHEDULE", "1"))


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = make(tmp_path_factory.mktemp("faults"))
    yield made
    made.stop()


@pytest.mark.skipif(bool(POSTGRES), reason="its own installation, on SQLite as in real use")
@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT))
def test_what_both_saw_acknowledged_is_what_is_stored(
    place: Place, browser: Browser, seed: int, record_property
) -> None:
    place.reset()
    with two_people(place, browser, seed) as outcome:
        try:
            Schedule(place, outcome).run()
            verdict.check(place, outcome)
        except BaseException:
            print(outcome.told())
            raise
        finally:
            told = {
                "requests": outcome.requests,
                "faults": outcome.faults,
                "saves": sum(len(one.ledger) for one in outcome.people),
                "conflicts": sum(one.conflicts for one in outcome.people),
            }
            record_property("schedule", json.dumps(told))
