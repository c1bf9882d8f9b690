"""The catalogue for machines: linked data of one procedure and of all, and a table."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting import linked_data, open_data
from motcua.surfaces.portal.presenting.linked_data import Notation
from motcua.surfaces.ui.caching import public
from motcua.surfaces.ui.context_processors import read_site

HTML: Final = "text/html"


def or_linked_data(page: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with linked data at the address of a procedure's page, where a client asks for that."""

    @wraps(page)
    def answer(request: HttpRequest, code: str) -> HttpResponse:
        notation = _preferred(request)
        response = procedure(request, code, notation) if notation else page(request, code)
        patch_vary_headers(response, ["Accept"])
        return response

    return answer


@require_safe
@public
def procedure(request: HttpRequest, code: str, notation: Notation) -> HttpResponse:
    """Describe one procedure in the notation that its address ends with."""
    version = procedures.get_by_code(code, clock.today())
    with override("vi"):
        text = linked_data.describe([version], notation, _base(request))
    return _answer(text, notation.media_type)


@require_safe
@public
def catalogue(request: HttpRequest, notation: Notation) -> HttpResponse:
    """Describe every procedure in force in the notation that the address ends with."""
    versions = procedures.list_in_force(clock.today())
    with override("vi"):
        text = linked_data.describe_catalogue(
            versions,
            notation,
            _base(request),
            _("Danh mục thủ tục hành chính"),
            read_site(request).place,
        )
    return _answer(text, notation.media_type)


@require_safe
@public
def table(request: HttpRequest) -> HttpResponse:
    """Give every procedure in force as a row of a table."""
    with override("vi"):
        text = open_data.to_csv(procedures.list_in_force(clock.today()), _base(request))
    response = _answer(text, "text/csv")
    response["Content-Disposition"] = 'attachment; filename="danh-muc.csv"'
    return response


def _preferred(request: HttpRequest) -> Notation | None:
    """Return the notation that the client would rather read than the page."""
    by_type = {notation.media_type: notation for notation in Notation}
    return by_type.get(request.get_preferred_type([HTML, *by_type]) or HTML)


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


def _answer(text: str, media_type: str) -> HttpResponse:
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
