"""Pages that join organisations, people and what was determined about them."""
