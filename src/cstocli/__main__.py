"""`python -m cstocli` is `csto`."""

from cstocli.cli import main

if __name__ == "__main__":
    main()
