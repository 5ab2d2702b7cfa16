"""src/kravbok/schema/ord.json: what docs/ordlista.yaml says of the model's words, so that an installed wheel has it.

`PYTHONPATH=tests python -m verktyg.schemaord` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from verktyg.ordlista import load_table

FILE = Path(__file__).parents[2] / "src" / "kravbok" / "schema" / "ord.json"


def render_words() -> str:
    """The file as it should be."""
    table = load_table()
    words = {
        "nycklar": {key: entry["ord"] for key, entry in table["nycklar"].items() if "ord" in entry},
        "poster": {name: [entry.get("ord", name.lower()), entry["betyder"]] for name, entry in table["poster"].items()},
        "varden": {
            field: {word: entry["betyder"] for word, entry in group["ord"].items()}
            for group in table["varden"]
            for field in group["falt"]
        },
    }
    return json.dumps(words, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(render_words(), encoding="utf-8", newline="\n")
