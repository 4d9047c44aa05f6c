"""Papers of the process: making one, keeping it, the hand-over sheet, sheets of guidance."""
