"""View objects: all order, grouping and choice of words is decided here, before any template."""
