"""Find calls that change rows, by reading the source: they belong in `actions` and nowhere else.

`queryset.update()` looks like `dict.update()` and `instance.delete()` like `storage.delete(name)`, so
the shape of the call decides: a queryset takes keywords and no positional argument, a dictionary or
a hash is handed something; an instance is deleted without naming anything.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ON_MANAGERS = {
    "create", "get_or_create", "update_or_create",
    "acreate", "aget_or_create", "aupdate_or_create",
}  # fmt: skip
ALWAYS = {"bulk_create", "bulk_update", "abulk_create", "abulk_update"}
WITHOUT_ARGUMENTS = {"delete", "adelete", "_raw_delete"}
WITH_KEYWORDS_ALONE = {"update", "aupdate", "save", "asave"}
QUESTIONS = {
    "all", "annotate", "distinct", "exclude", "filter", "order_by", "select_for_update",
    "select_related", "using", "get_queryset",
}  # fmt: skip
SQL = re.compile(
    r"^\s*(?:WITH\b.*\b)?(?:INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\b",
    re.IGNORECASE | re.DOTALL,
)
SPELLED_ONCE = {"insert", "update"}
"""What ``rows``, the kernel's module for statements spelled once, does to rows."""
EXECUTORS = {"execute", "executemany", "copy", "raw"}


@dataclass(frozen=True, kw_only=True, order=True)
class Write:
    """A call that changes rows, and where it stands."""

    line: int
    call: str


def find_writes(source: str) -> list[Write]:
    """Return the row-changing calls in a module's source, in order."""
    tree = ast.parse(source)
    return sorted(
        Write(line=node.lineno, call=ast.unparse(node.func))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and _changes_rows(node, node.func)
    )


def _changes_rows(call: ast.Call, function: ast.Attribute) -> bool:
    name = function.attr
    if name in ALWAYS or (name in SPELLED_ONCE and ast.unparse(function.value) == "rows"):
        return True
    if name in ON_MANAGERS:
        return _speaks_of_rows(function.value)
    if name in WITHOUT_ARGUMENTS:
        return not call.args and not call.keywords
    if name in WITH_KEYWORDS_ALONE:
        return _looks_like_a_change(call, function)
    if name in EXECUTORS:
        return any(SQL.search(text) for argument in call.args[:1] for text in _texts(argument))
    return False


def _looks_like_a_change(call: ast.Call, function: ast.Attribute) -> bool:
    if _speaks_of_rows(function.value):
        return True
    if function.attr in {"update", "aupdate"}:
        return not call.args and bool(call.keywords)
    named = {keyword.arg for keyword in call.keywords}
    return not call.args and named <= {"update_fields", "using", "force_insert", "force_update"}


def _speaks_of_rows(value: ast.expr) -> bool:
    """Say whether the receiver is a manager, or a question asked of one."""
    match value:
        case ast.Attribute(attr=attr) if attr in {"objects", "_default_manager", "_base_manager"}:
            return True
        case ast.Call(func=ast.Attribute(attr=attr, value=inner)):
            return attr in QUESTIONS or _speaks_of_rows(inner)
    return False


def _texts(argument: ast.expr) -> Iterator[str]:
    for node in ast.walk(argument):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def may_write(path: Path) -> bool:
    """Say whether the module is one that changes rows: `actions`, or one of its parts."""
    return "actions" in path.with_suffix("").parts
