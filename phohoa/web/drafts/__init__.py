"""What somebody typed and has not saved: kept while they type, offered when they come back."""
