"""Search over the finished website: the parts of compounds, and an index that is the same bytes every time."""
