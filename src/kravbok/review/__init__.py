"""What a branch does to the books: it and the commit where it began, read, checked and compared."""

from kravbok.review.granskning import make_granskning
from kravbok.review.lage import Lage, Regler, Sida, read_lage
from kravbok.review.poster import Postandring, changed_posts

__all__ = ["Lage", "Postandring", "Regler", "Sida", "changed_posts", "make_granskning", "read_lage"]
