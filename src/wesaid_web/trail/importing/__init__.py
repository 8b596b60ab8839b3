"""Reading what was said elsewhere from a file. Nothing here writes to the database."""
