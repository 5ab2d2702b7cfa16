"""Writes docs/felkoder.md anew from the pages of the codes: `PYTHONPATH=tests python -m verktyg.felkodssida`."""

from pathlib import Path

from kravbok.felkoder import make_page

if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "felkoder.md").write_text(make_page(), encoding="utf-8")
