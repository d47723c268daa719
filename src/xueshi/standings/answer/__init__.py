"""From two files to a judged, explained, exported answer, without a database or framework."""
