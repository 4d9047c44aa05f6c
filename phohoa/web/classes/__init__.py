"""Classes: planned, announced, filled from nominations, held, closed with results."""
