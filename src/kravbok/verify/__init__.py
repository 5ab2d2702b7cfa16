"""The proof: every finished file is read back, and every clause's words must stand there in order."""
