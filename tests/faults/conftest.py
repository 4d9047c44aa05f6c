"""Chromium for the schedules, and the count of it all at the end of a run."""

import json
from collections import Counter
from typing import Any

from ..e2e.conftest import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """`200 schedules: 9,000 requests, 3,000 faults …` below the tests."""
    total: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            told = dict(report.user_properties).get("schedule")
            if report.when == "call" and told:
                total.update({"schedules": 1, outcome: 1, **json.loads(told)})
    if total:
        words = ", ".join(f"{count:,} {what}" for what, count in total.items())
        terminalreporter.write_line(words)
