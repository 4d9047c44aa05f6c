"""One person: the record, the moves, the timeline."""
