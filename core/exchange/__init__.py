"""From one snapshot of a case to files that other programs read, each checked against its schema."""
