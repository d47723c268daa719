"""Floor 13: judging runs, stored determinations, the answer to "who stands where" and the documents made from it; may know every room below."""
