"""The auditor's pack: one zip with a book, all that it rests on, and how to verify both (docs/revision.md)."""
