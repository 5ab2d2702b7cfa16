"""The records as frozen values: what an editor writes, typed."""
