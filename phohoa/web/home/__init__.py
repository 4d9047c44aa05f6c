"""The first page: the work of this month."""
