"""The store of sealed files: arkiv/BOK/UPPLAGA/ as it lies in the work tree or in a commit (docs/forsegling.md)."""
