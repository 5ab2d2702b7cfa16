"""What differs between two editions, in words: the view behind kravbok diff and the document of changes."""
