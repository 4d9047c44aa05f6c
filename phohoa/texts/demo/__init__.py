"""The demo ward: units, accounts and people, all invented and visibly so."""
