"""Floor 4: organisations, their dated names and parent links; may not know people."""
