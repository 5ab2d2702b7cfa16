"""The bench: kravbok and its peers on the same records, timed side by side in one run (scripts/bench --help)."""
