"""Seals: what a decided edition holds, as checksums that only a change of meaning breaks (docs/forsegling.md)."""
