"""How wide a text is, so that columns and lists of terms get room for their words.

The widths are those of Kravbok Sans Semibold, which is wider than the regular weight and than Calibri, Word's own.
"""

from itertools import repeat

_WIDTHS = {
    0.20: " \u00a0",
    0.27: "ijl|¦ìíîï",
    0.29: "',.:;I·ÌÍÎÏ’",
    0.33: "!()-[]f{}¡•\u2011",
    0.36: "/\\ª°t",
    0.39: "r²³¹º",
    0.44: "s*?z®¿",
    0.47: "c«»ç",
    0.50: '"xJvyýÿLY_Ý–”',
    0.52: "#$+0123456789<=>F^e~¢£¤¥§¬±×èéêë÷€≥≤agkàáâãäå",
    0.54: "EVXZÈÉÊË",
    0.56: "ST`o¨¯´¸ðòóôõöøAbdhnpquÀÁÂÃÄÅñùúûüþ",
    0.60: "CPµÇRBK¶Þß",
    0.65: "D→G&Ð",
    0.67: "HNUÑÙÚÛÜOQÒÓÔÕÖØ",
}
"""Widths in em, each with the letters that need no more; what is not listed is taken to be as wide as the widest."""

_WIDEST = 0.96
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_WIDTH_OF.update(zip("Mw©æW—m%@", (0.74, 0.75, 0.75, 0.78, 0.8, 0.8, 0.84, 0.84, 0.88), strict=True))
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u2060\ufeff", 0.0)
_WIDTH_OF.update(_INVISIBLE)


def text_width(text: str) -> float:
    """Return how wide a text is in em, at most: each letter as wide as in the bold weight, and none drawn together."""
    return sum(map(_WIDTH_OF.get, text, repeat(_WIDEST)))
