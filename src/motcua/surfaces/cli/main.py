"""Entry of the `motcua` command."""

import os
import sys

USAGE = """motcua: một cửa

"""


def main() -> None:
    """Run a management command under its plain name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
