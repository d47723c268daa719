"""The words of this room for templates."""
