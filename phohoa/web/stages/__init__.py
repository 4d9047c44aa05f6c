"""What goes with the steps of a person: what is owed, opinions of the level above, probation, arrivals."""
