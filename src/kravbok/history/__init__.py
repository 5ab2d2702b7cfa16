"""What git remembers of a project: removed records, the register as it was, and the life of a requirement."""

from kravbok.history.past import Past, commit_at, read_past, split_range
from kravbok.history.removed import Borttagen, read_holders, read_removed

__all__ = ["Borttagen", "Past", "commit_at", "read_holders", "read_past", "read_removed", "split_range"]
