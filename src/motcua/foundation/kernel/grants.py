"""What the application's database role may do: all on its tables, only read and add on logs.

The role owns nothing, so it can neither change these rights nor drop a trigger. Run by the owner
after every migration, which also raises the second wall (``reach``).
"""

from django.apps import apps
from django.db import connections
from psycopg import sql

from motcua.foundation.kernel import reach

OWNER_ALIAS = "owner"

GUARD = """
CREATE OR REPLACE FUNCTION kernel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""


def append_only_tables() -> list[str]:
    """Return the tables whose models declare ``append_only = True``."""
    return sorted(
        model._meta.db_table  # noqa: SLF001 - Django documents it
        for model in apps.get_models()
        if getattr(model, "append_only", False)
    )


def apply(*, application_role: str) -> None:
    """Grant the application's role what it needs and take back what logs must not suffer."""
    role = sql.Identifier(application_role)
    connection = connections[OWNER_ALIAS]
    with connection.cursor() as cursor:
        for statement in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
            "REVOKE ALL ON django_migrations FROM {role}",
            "GRANT SELECT ON django_migrations TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role))
        cursor.execute(GUARD)
        reach.raise_walls(cursor, role=role)
        for table in append_only_tables():
            names = {"role": role, "table": sql.Identifier(table)}
            for statement in (
                "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}",
                "DROP TRIGGER IF EXISTS only_added ON {table}",
                (
                    "CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table}"
                    " FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change()"
                ),
            ):
                cursor.execute(sql.SQL(statement).format(**names))
