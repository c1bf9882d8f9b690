"""`motcua migrate`: the tables as the owner, then the rights of the application's role."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from motcua.foundation.kernel import grants


class Command(DjangoMigrate):
    """Migrate as the owner and grant the application what it needs."""

    help = "Cập nhật bảng dữ liệu bằng vai trò chủ sở hữu, rồi cấp quyền cho ứng dụng."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take Django's arguments, with the owner's connection as the default."""
        super().add_arguments(parser)
        parser.set_defaults(database=grants.OWNER_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the path, migrate, grant."""
        alias = options["database"]
        if alias != grants.OWNER_ALIAS:
            raise CommandError("Tables belong to the owner: migrate with --database owner.")
        require_upgrade_path(alias)
        super().handle(*args, **options)
        grants.apply(application_role=str(settings.DATABASES["default"]["USER"]))


def require_upgrade_path(alias: str) -> None:
    """Refuse a database that a newer release has migrated: this one would misread it.

    Raises:
        CommandError: naming the migrations that this release does not know.
    """
    loader = MigrationLoader(connections[alias])
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("motcua.")}
    known = set(loader.disk_migrations) | set(loader.replacements)
    unknown = sorted(
        f"{label}.{name}"
        for label, name in loader.applied_migrations
        if label in ours and (label, name) not in known
    )
    if unknown:
        raise CommandError(
            "The database was migrated by a newer release, which alone may serve it. Unknown here: "
            + ", ".join(unknown)
        )
