"""The monthly review: the branch's working page, and the office's view of a month and a year."""
