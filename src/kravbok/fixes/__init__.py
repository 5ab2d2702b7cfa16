"""Putting right what has one answer only: remedies of findings, and ids that two branches have both taken."""
