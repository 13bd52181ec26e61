"""Runs the command line as `python -m kgservice`."""

from kgservice.cli.main import main

if __name__ == "__main__":
    main()
