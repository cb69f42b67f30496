"""`python -m handlers.cli` is `sitrep`."""

from handlers.cli import main

main()
