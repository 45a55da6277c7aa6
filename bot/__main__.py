"""The program's door: `python -m bot`, and the `readout` script."""

from bot.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
