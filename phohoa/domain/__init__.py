"""The rules of the work: standard library only, no clock, no input or output."""
