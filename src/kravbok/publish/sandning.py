"""Files on their way to a target: what is there already is not sent again, and every one is read back and proven."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kravbok.publish.fel import stop
from kravbok.publish.mal import Mal, Post, digest_at, spread

__all__ = ["Fil", "Hur", "Sandning", "send"]

_HINT = "Inget har bytts. Kör kommandot igen; återkommer felet är det servern eller dess disk som ändrar filer."


class Hur(Enum):
    """How a file came to be at the target."""

    FANNS = "fanns"
    KOPIERAD = "kopierad"
    SAND = "sänd"


@dataclass(frozen=True, slots=True)
class Fil:
    """A file to be at the target: where, from where, its SHA-256, and where the target may have it already."""

    path: str
    source: Path
    sha256: str
    kopia: str = ""


@dataclass(frozen=True, slots=True)
class Sandning:
    """Files for a target, what the target said lies there, and who is told of each file."""

    mal: Mal
    there: Mapping[str, Post]
    progress: Callable[[str], None]

    def put(self, fil: Fil) -> Hur:
        """Return how a file came to be at the target, proven there; a MalFel when it twice was not (K820)."""
        size = fil.source.stat().st_size
        post = self.there.get(fil.path)
        if post is not None and post.storlek == size and not post.lank and self._proven(fil, size, post):
            return self._told(fil, Hur.FANNS)
        if fil.kopia and post is None and self.mal.copy(fil.kopia, fil.path) and self._proven(fil, size, None):
            return self._told(fil, Hur.KOPIERAD)
        for _ in range(2):
            self.mal.write(fil.path, fil.source)
            if self._proven(fil, size, None):
                return self._told(fil, Hur.SAND)
        raise stop("K820", fil.path, "Filen i målet har en annan kontrollsumma än den som sändes, två gånger", _HINT)

    def _told(self, fil: Fil, hur: Hur) -> Hur:
        self.progress(fil.path)
        return hur

    def _proven(self, fil: Fil, size: int, post: Post | None) -> bool:
        """Whether the target holds the file: by the MD5 it counted as it received it, else by reading all of it."""
        counted = post or self.mal.stat(fil.path)
        if counted is None or counted.storlek != size:
            return False
        if counted.md5:
            with fil.source.open("rb") as stream:
                if hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() == counted.md5:
                    return True
        return digest_at(self.mal, fil.path, size) == fil.sha256


def send(sandning: Sandning, filer: Iterable[Fil]) -> dict[Hur, int]:
    """Put files at a target, several at once, and return how many came there in each way."""
    wanted = list(filer)
    sandning.mal.make_folders({fil.path.rpartition("/")[0] for fil in wanted})
    found = dict.fromkeys(Hur, 0)
    for hur in spread(sandning.mal.samtidigt, sandning.put, wanted):
        found[hur] += 1
    return found
