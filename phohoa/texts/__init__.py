"""Every Vietnamese sentence and label that Python needs."""
