"""Write the reference pages of the docs from the code they speak of, or say which are stale.

python tools/reference.py           write docs/reference/
python tools/reference.py --check   name the pages that differ from the code; exit 1 if any does
"""

import argparse
import importlib
import inspect
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

import django  # noqa: E402 - the path and the settings come first

django.setup()

from django.conf import settings  # noqa: E402
from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402

import draw_asvs  # noqa: E402
import draw_law  # noqa: E402
import draw_matrix  # noqa: E402
import draw_processes  # noqa: E402
import draw_states  # noqa: E402
import motcua  # noqa: E402
from markdown_words import both, first_line, table  # noqa: E402
from motcua.config import env  # noqa: E402
from motcua.domain.procedures.rules import document  # noqa: E402
from motcua.foundation.identity.enums import Role  # noqa: E402
from motcua.foundation.kernel import reach  # noqa: E402
from motcua.foundation.kernel.errors import Refusal  # noqa: E402
from motcua.foundation.kernel.events import Event, consumers_of, event_types  # noqa: E402
from motcua.surfaces.api.v1.interface import api  # noqa: E402
from motcua.surfaces.cli import main as cli  # noqa: E402

FOLDER: Final = ROOT / "docs" / "reference"
MADE: Final = "<!-- Made by tools/reference.py from the code; `make docs` writes it anew. -->\n\n"


def main() -> int:
    """Write or check the pages; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, name stale pages")
    if parser.parse_args().check:
        stale = find_stale()
        for name in stale:
            print(f"docs/reference/{name} is stale: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for name, text in pages().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def pages() -> dict[str, str]:
    """Return each generated page by its name."""
    drawn = {
        "asvs.md": draw_asvs.draw(),
        "law.md": draw_law.draw(),
        "states.md": draw_states.draw(),
        "refusals.md": _refusals(),
        "events.md": _events(),
        "settings.md": _settings(),
        "matrix.md": _page("Ma trận quyền · Who does what, when", *draw_matrix.draw()),
        "permissions.md": _permissions(),
        "api.md": _api(),
        "commands.md": _commands(),
        "processes.md": draw_processes.draw(),
    }
    schema = json.dumps(document.schema(), ensure_ascii=False, indent=2) + "\n"
    return {name: MADE + text for name, text in drawn.items()} | {"catalogue.schema.json": schema}


def find_stale() -> list[str]:
    """Return the names of the pages that are not what the code says."""
    return [name for name, text in pages().items() if _read(FOLDER / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _page(title: str, introduction: str, *lines: str) -> str:
    return "\n".join([f"# {title}", "", introduction, "", *lines, ""])


# --- Refusals ------------------------------------------------------------------------------------


def _refusals() -> str:
    _import_all("errors")
    rows = (
        (f"`{kind.code}`", str(kind.status), *both(kind.message), first_line(kind))
        for kind in sorted(_kinds_below(Refusal), key=lambda kind: kind.code)
    )
    return _page(
        "Lời từ chối · Refusals",
        "What the product may answer when it says no. A page shows the sentence; the API answers"
        " `application/problem+json` with the code. A code is stable: programs may rely on it.",
        *table(("Code", "HTTP", "Tiếng Việt", "English", "When"), rows),
    )


def _kinds_below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("motcua."):
            if "message" in below.__dict__:
                yield below
            yield from _kinds_below(below)


def _import_all(name: str) -> list[ModuleType]:
    """Import and return every module of the product with this name."""
    found = pkgutil.walk_packages(motcua.__path__, "motcua.")
    wanted = sorted(module.name for module in found if module.name.rpartition(".")[2] == name)
    return [importlib.import_module(module) for module in wanted]


# --- Events --------------------------------------------------------------------------------------


def _events() -> str:
    _import_all("events")
    ours = {
        name: kind
        for name, kind in sorted(event_types().items())
        if kind.__module__.startswith("motcua.")
    }
    rows = ((f"`{name}`", first_line(kind), _heard_by(name)) for name, kind in ours.items())
    return _page(
        "Sự kiện · Events",
        "What contexts announce through the outbox: written in the transaction of the change, delivered by"
        " the worker in order per subject, consumed exactly once. Events carry keys and codes, never"
        " personal values.",
        *table(("Event", "What happened", "Heard by"), rows),
        "",
        "## Fields",
        "",
        *table(("Fields", "Of"), _fields_of(ours)),
    )


def _heard_by(name: str) -> str:
    heard = sorted(consumer for consumer in consumers_of(name) if consumer.startswith("motcua."))
    return "<br>".join(f"`{consumer.removeprefix('motcua.')}`" for consumer in heard)


def _fields_of(kinds: Mapping[str, type[Event]]) -> Iterator[tuple[str, str]]:
    """Return each set of fields once, with the events that carry it."""
    carriers: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        carried = (f"`{field.name}: {_words_of(field.type)}`" for field in fields(kind))
        carriers.setdefault("<br>".join(carried), []).append(f"`{name}`")
    for carried, names in carriers.items():
        yield carried, "<br>".join(names)


def _words_of(kind: object) -> str:
    return inspect.formatannotation(kind).removeprefix("datetime.")


# --- Settings ------------------------------------------------------------------------------------


def _settings() -> str:
    rows = (
        (f"`{one.name}`", one.kind, _default(one.default), one.help)
        for one in sorted(env.described, key=lambda one: one.name)
    )
    return _page(
        "Cấu hình · Settings",
        "Each setting is read from the environment; with `_FILE` behind its name, from the file it names (for"
        " secrets); else from what `make run` wrote on this machine. A setting without a default stops"
        " the start when it is missing.",
        *table(("Setting", "Kind", "Default", "What it does"), rows),
        "",
        "Three are read before any other: `MOTCUA_STATE_DIR` names the folder for database, files, keys and what"
        " `make run` wrote (without it `var/` in the checkout, or for root a folder of the checkout's own under"
        " `/var/lib/motcua`); `MOTCUA_POSTGRES` says on which PostgreSQL the private cluster runs (`auto`,"
        " `system` or `wheel`); `MOTCUA_TEST_STATE_DIR` names the state folder of the tests.",
    )


def _default(default: str | None) -> str:
    if default is None:
        return "**none**"
    shown = default.replace(str(settings.STATE_DIR), "MOTCUA_STATE_DIR")
    return f"`{shown}`" if shown else "(empty)"


# --- Permissions ---------------------------------------------------------------------------------


def _permissions() -> str:
    return _page(
        "Quyền · Who may do what",
        "Three questions are asked one after another, and none replaces another: may this person enter the page"
        " (the guards below), may this person do this to this thing (the functions below), does the law"
        " allow it in this state ([states](states.md)); the last two together are the [matrix](matrix.md)."
        " A stranger gets the same answer as for a thing that does not exist, 404, and so does a colleague at a page of"
        " other roles; who reads a page and tries an act of another post there is told so: 403.",
        "## Roles of a post",
        "",
        *table(
            ("Role", "Vai trò", "In English"),
            ((f"`{role.value}`", *both(role.label)) for role in Role),
        ),
        "",
        "## Pages",
        "",
        *table(("Address", "Name", "Who enters"), _entrances()),
        "",
        "## Rules",
        "",
        *table(("Function", "What it says"), _rules()),
        "",
        "## The second wall",
        "",
        "Should a query forget who asks, the database still shows an officer's connection only these rows"
        " (row-level security; [ADR 55](../adr/0055-second-wall.md)). One relation is enough. A connection that nobody"
        " spoke for sees none; commands, jobs, citizens and systems pass, each held by the rules above.",
        "",
        *table(("Table", "Relation", "Condition"), _walls()),
    )


def _walls() -> Iterator[tuple[str, ...]]:
    for one in reach.list_relations():
        condition = one.condition.format(agency=":agency", oversees=":oversees")
        yield f"`{one.table}`", one.name.replace("_", " "), f"`{condition}`"


_NOT_PAGES: Final = frozenset({"api:api-root", "api:absence"})


def _entrances() -> Iterator[tuple[str, ...]]:
    for address, name, view in sorted(_views(get_resolver(), "/", "")):
        if name.startswith(("portal:", "desk:", "api:")) and name not in _NOT_PAGES:
            yield f"`{address}`", f"`{name}`", _who_enters(view)


def _views(
    resolver: URLResolver, address: str, space: str
) -> Iterator[tuple[str, str, FunctionType]]:
    for pattern in resolver.url_patterns:
        here = address + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _views(pattern, here, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield here, f"{space}{pattern.name}", pattern.callback


def _who_enters(view: Callable[..., Any]) -> str:
    """Return whom the guard of the view lets in, found among the decorators around it."""
    layer: Any = view
    while layer is not None:
        code = getattr(layer, "__code__", None)
        if code is not None and code.co_name == "guarded" and "identity" in code.co_filename:
            held = inspect.getclosurevars(layer).nonlocals
            if "roles" not in held:
                return "citizens"
            roles = [f"`{role.value}`" for role in Role if role in held["roles"]]
            return f"officers: {', '.join(roles)}" if roles else "officers of any post"
        layer = getattr(layer, "__wrapped__", None)
    return "everybody"


def _rules() -> Iterator[tuple[str, ...]]:
    for module in _import_all("permissions"):
        context = module.__name__.split(".")[-2]
        for name, function in sorted(vars(module).items()):
            is_rule = name.startswith(("may_", "require_", "list_")) and inspect.isfunction(
                function
            )
            if is_rule and function.__module__ == module.__name__:
                yield f"`{context}.permissions.{name}`", first_line(function)


# --- API and commands ----------------------------------------------------------------------------


def _api() -> str:
    schema = api.get_openapi_schema()
    rows = (
        (f"`{method.upper()} {path}`", *both(operation.get("summary", "")))
        for path, operations in sorted(schema["paths"].items())
        for method, operation in operations.items()
    )
    return _page(
        "Giao diện lập trình · HTTP API",
        "The installation itself serves the full description: `/api/v1/docs` for people, `/api/v1/openapi.json`"
        " (OpenAPI 3.1) for programs. Errors are `application/problem+json` (RFC 9457) with the codes of"
        " [refusals](refusals.md). `/healthz` says that the process lives, `/readyz` that it can serve.",
        *table(("Request", "Việc", "In English"), rows),
    )


def _commands() -> str:
    rows = ((f"`motcua {verb.name}`", verb.vietnamese, verb.english) for verb in cli.VERBS)
    return _page(
        "Lệnh · Commands",
        "`motcua VERB --help` tells the rest. In a checkout the command is `.venv/bin/motcua`.",
        *table(("Command", "Việc", "In English"), rows),
        "",
        f"Exit status: {cli.STATUSES}.",
    )


if __name__ == "__main__":
    raise SystemExit(main())
