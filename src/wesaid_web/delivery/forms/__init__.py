"""Forms about what is delivered, roles, sessions, and what is somebody's own."""
