"""Formulas of a kontrollräkning: names, figures, + - * / and parentheses, and nothing else.

A formula is read to a small frozen tree, reckoned exactly with units, and solved for one unknown; no evaluator of the
language is ever asked.
"""

from kravbok.formel.lasning import Formelfel, parse_formel
from kravbok.formel.losning import Losning, solve
from kravbok.formel.rakna import Spann, evaluate, reach
from kravbok.formel.trad import Led, Minus, Namn, Rakning, Tal, names, print_formel

__all__ = [
    "Formelfel", "Led", "Losning", "Minus", "Namn", "Rakning", "Spann", "Tal", "evaluate", "names", "parse_formel",
    "print_formel", "reach", "solve",
]  # fmt: skip
