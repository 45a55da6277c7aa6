"""The program's door: `python -m bot`, and the `readout` script."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, also while it is still being loaded."""
    try:
        from bot.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)  # as in bot.cli, which may not be there yet


if __name__ == "__main__":
    main()
