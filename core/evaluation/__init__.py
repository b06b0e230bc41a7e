"""The Act as pure functions over small records."""
