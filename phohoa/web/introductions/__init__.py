"""What a mass organisation introduces, and what became of it."""
