"""The branch's meeting: who came, whether there were enough, and tasks that come up again."""

from __future__ import annotations

from enum import StrEnum


class Presence(StrEnum):
    """Whether a member came to a meeting."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class TaskState(StrEnum):
    """What became of a task given at a meeting."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MeetingPaper(StrEnum):
    """A paper of a branch's meeting, drawn here and brought back signed."""

    MINUTES = "minutes"
    EXTRACT = "extract"
