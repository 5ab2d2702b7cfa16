"""Drafts for a decision about a new edition: tjänsteskrivelse, samverkan, letter, advertisement."""
