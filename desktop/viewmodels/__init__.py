"""What a page shows and does, without a single widget."""
