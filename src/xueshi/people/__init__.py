"""Floor 5: people, their dated standing and the identity vault; may not know accounts."""
