"""From a snapshot to the pages of the report: one module a chapter."""
