"""The year's plan: written, submitted, approved, issued."""
