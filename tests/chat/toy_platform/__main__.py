"""The readout command with the toy registered."""

from bot.chat.registry import register
from toy_platform.platform import TOY

register(TOY)

if __name__ == "__main__":
    from bot.cli import main

    main()
