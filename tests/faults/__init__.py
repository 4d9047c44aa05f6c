"""The work on a bad line: a proxy that makes faults, and whole reviews by two people through it."""
