"""Writing records: edits of a file at a place, canonical YAML, new records and new ids."""
