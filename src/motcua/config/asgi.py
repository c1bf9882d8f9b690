"""The ASGI application of the process that tells open desks what is new; pages are served by WSGI."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
django.setup()

from motcua.foundation.kernel import reach  # noqa: E402 - needs the settings above

# It asks where a change belongs and shows nothing: what is new, each page asks for its own reader.
reach.open_process()

from motcua.surfaces.desk.live.stream import application  # noqa: E402 - needs the applications above

__all__ = ["application"]
