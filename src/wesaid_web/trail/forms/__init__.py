"""Forms on the trail, one module for each of its steps."""
