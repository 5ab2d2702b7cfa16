"""The records as JSON Schema (draft-07) for editors: what may stand where, in Swedish, with snippets."""
