"""The documentation page: the OpenAPI description drawn on the server, without scripts from afar."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers
from ninja.responses import NinjaJSONEncoder

from motcua.domain.procedures import queries as procedures
from motcua.surfaces.api.v1.interface import api

Schema = Mapping[str, Any]

_EXAMPLES: Final = {"q": "lam giay khai sinh cho con", "code": "1.001193", "level": "commune"}
_COMPONENT: Final = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a value is: its words, and the component it refers to, if it does."""

    words: str
    component: str = ""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    place: str
    kind: Kind
    is_required: bool
    description: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an operation may answer."""

    status: str
    media_type: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that may be asked."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    sent: tuple[Kind, ...]
    """What the body holds, if there is one."""
    answers: tuple[Answer, ...]
    example: str
    """An address to look at; empty for what is not asked by looking."""


@dataclass(frozen=True, kw_only=True)
class Property:
    """A value within a component."""

    name: str
    kind: Kind
    is_required: bool


@dataclass(frozen=True, kw_only=True)
class Component:
    """A component: its properties, or the values it may take."""

    name: str
    properties: tuple[Property, ...]
    values: tuple[str, ...]


@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
@vary_on_headers("Accept-Language", "Cookie")
def openapi_json(_request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI 3.1 document."""
    document = json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder, ensure_ascii=False)
    return HttpResponse(document, content_type="application/json")


@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
def catalogue_schema(_request: HttpRequest) -> HttpResponse:
    """Answer the JSON Schema of the document that the catalogue travels in."""
    document = json.dumps(procedures.document_schema(), ensure_ascii=False)
    return HttpResponse(document, content_type="application/schema+json")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Draw the description for people."""
    schema = api.get_openapi_schema()
    values = {
        "info": schema["info"],
        "operations": list(_operations(schema)),
        "components": list(_components(schema["components"]["schemas"])),
    }
    return render(request, "api/documentation.html", values)


def _operations(schema: Schema) -> Iterator[Operation]:
    server = schema["servers"][0]["url"]
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            parameters = tuple(_parameter(plain) for plain in operation["parameters"])
            yield Operation(
                anchor=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                description=operation.get("description", ""),
                parameters=parameters,
                sent=tuple(_sent(operation)),
                answers=tuple(_answers(operation["responses"])),
                example="" if "security" in operation else _example(server, path, parameters),
            )


def _parameter(plain: Schema) -> Parameter:
    return Parameter(
        name=plain["name"],
        place=plain["in"],
        kind=_kind(plain["schema"]),
        is_required=plain["required"],
        description=plain.get("description") or plain["schema"].get("description", ""),
    )


def _sent(operation: Schema) -> Iterator[Kind]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield _kind(content["schema"])


def _answers(responses: Mapping[Any, Schema]) -> Iterator[Answer]:
    for status, response in responses.items():
        for media_type, content in response.get("content", {}).items():
            yield Answer(status=str(status), media_type=media_type, kind=_kind(content["schema"]))


def _example(server: str, path: str, parameters: tuple[Parameter, ...]) -> str:
    in_path = {p.name: _EXAMPLES.get(p.name, p.name) for p in parameters if p.place == "path"}
    query = {
        p.name: _EXAMPLES[p.name] for p in parameters if p.place == "query" and p.name in _EXAMPLES
    }
    return f"{server}{path.format(**in_path)}" + (f"?{urlencode(query)}" if query else "")


def _components(schemas: Mapping[str, Schema]) -> Iterator[Component]:
    for name, schema in sorted(schemas.items()):
        required = set(schema.get("required", ()))
        yield Component(
            name=name,
            properties=tuple(
                Property(name=key, kind=_kind(plain), is_required=key in required)
                for key, plain in schema.get("properties", {}).items()
            ),
            values=tuple(str(value) for value in schema.get("enum", ())),
        )


def _kind(schema: Schema) -> Kind:
    """Return in a few words what the schema allows."""
    match schema:
        case {"$ref": str(reference)}:
            name = reference.removeprefix(_COMPONENT)
            return Kind(words=name, component=name)
        case {"anyOf": list(kinds)}:
            parts = [_kind(kind) for kind in kinds]
            component = next((part.component for part in parts if part.component), "")
            return Kind(words=" | ".join(part.words for part in parts), component=component)
        case {"allOf": [single]}:
            return _kind(single)
        case {"type": "array", "items": dict(items)}:
            item = _kind(items)
            return Kind(words=f"{item.words}[]", component=item.component)
        case {"const": value}:
            return Kind(words=json.dumps(value))
        case {"type": kind, "format": form}:
            return Kind(words=f"{kind} ({form})")
        case {"type": kind}:
            return Kind(words=str(kind))
        case _:
            return Kind(words="")
