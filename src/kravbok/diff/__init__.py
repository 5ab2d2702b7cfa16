"""Two editions compared by meaning: Utgivning × Utgivning -> Jamforelse, pure data that others show."""
