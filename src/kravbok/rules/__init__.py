"""Executable rules: what a `regel` makes of the cases it is given, as pure data (docs/regler.md).

The program calculates, the region decides. What the source does not say is never filled in: the answer is then unknown,
or there are several, each with what it presumes.
"""
