"""`python -m kravbok`: the same as the command kravbok."""

from kravbok.cli import main

main()
