"""What a group does together: what became of what people said, and whose voice counted."""
