"""Forms about finding people, and about what they hold."""
