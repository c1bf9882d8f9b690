"""The interface described by the types it answers with: one source for code and OpenAPI.

An operation answers with a msgspec struct. Its JSON Schema is taken from the struct, so the
description cannot say anything else than what is sent.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeVar

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from motcua.surfaces.api.problems import MEDIA_TYPE, Problem

PUBLIC_FOR: Final = 60
"""Seconds for which anybody may keep a public answer."""

_SENTENCES: Final = frozenset({"title", "summary", "description"})
_SYSTEMS: Final = "systems"
_REFERENCE: Final = "#/components/schemas/{name}"

F = TypeVar("F", bound=Callable[..., Any])

_described: dict[str, type] = {"Problem": Problem}


class Api(NinjaAPI):
    """An API whose components come from msgspec structs beside those of its parameters."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function, which client generators make methods of."""
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI 3.1 description."""
        schema = super().get_openapi_schema(**options)
        _refs, components = msgspec.json.schema_components(
            list(_described.values()), schema_hook=_choices, ref_template=_REFERENCE
        )
        schema["components"].setdefault("schemas", {}).update(components)
        schema["components"]["securitySchemes"] = {_SYSTEMS: {"type": "http", "scheme": "bearer"}}
        schema["servers"] = [{"url": settings.PUBLIC_URL}]
        for part in ("info", "paths"):
            _translate(schema[part])
        return schema


def answers(kind: type, *refusals: int, created: bool = False) -> dict[str, Any]:
    """Return the description of an operation that answers with the struct or refuses so.

    :param created: whether it answers 201 when something new came of it
    """
    _described[kind.__name__] = kind
    good: dict[str, Any] = {"content": {"application/json": {"schema": _reference(kind)}}}
    responses: dict[int, Any] = {200: {"description": "OK", **good}}
    if created:
        responses[201] = {"description": "Created", **good}
    for status in refusals:
        responses[status] = {
            "description": str(status),
            "content": {MEDIA_TYPE: {"schema": _reference(Problem)}},
        }
    return {"openapi_extra": {"responses": responses}}


def takes(kind: type) -> dict[str, Any]:
    """Return the description of what is sent to an operation."""
    _described[kind.__name__] = kind
    content = {"application/json": {"schema": _reference(kind)}}
    return {"openapi_extra": {"requestBody": {"required": True, "content": content}}}


def for_systems(*descriptions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the descriptions as one, of an operation that registered systems alone may call."""
    extra: dict[str, Any] = {"security": [{_SYSTEMS: []}]}
    for description in descriptions:
        extra |= description.get("openapi_extra", {})
    return {"openapi_extra": extra}


def answer(value: msgspec.Struct) -> HttpResponse:
    """Return the struct as JSON."""
    return HttpResponse(msgspec.json.encode(value), content_type="application/json")


def public(operation: F) -> F:
    """Let everybody keep a good answer for a while and ask again by its ETag; errors are not kept."""
    keeps: F = decorate_view(conditional_page, _kept)(operation)
    return keeps


def personal(operation: F) -> F:
    """Let nobody keep the answer: it depends on who asks, or on how things stand this moment."""
    fresh: F = decorate_view(never_cache)(operation)
    return fresh


def _kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(*args: Any, **values: Any) -> HttpResponse:
        response = view(*args, **values)
        if response.status_code == HTTPStatus.OK:
            patch_cache_control(response, public=True, max_age=PUBLIC_FOR)
        else:
            patch_cache_control(response, no_store=True)
        return response

    return answered


def _choices(kind: type) -> dict[str, Any]:
    """Describe Django's choices, which msgspec reads and writes but cannot describe."""
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    raise NotImplementedError


def _reference(kind: type) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=kind.__name__)}


def _translate(part: Any) -> None:
    """Say the sentences for people in the language of the request."""
    if isinstance(part, list):
        for item in part:
            _translate(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in _SENTENCES and value and isinstance(value, str):
                part[name] = gettext(value)
            else:
                _translate(value)
