"""The interface put together: each subject adds its router here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja.errors import HttpError, ValidationError

from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.api import problems
from motcua.surfaces.api.contract import Api
from motcua.surfaces.api.v1 import (
    agencies,
    authority,
    dossiers,
    exchange,
    indicators,
    procedures,
    territories,
)

api: Final = Api(
    title=_("Giao diện lập trình của Một Cửa"),
    description=_(
        "Đọc danh mục thủ tục và cơ quan, tiến độ hồ sơ và chỉ số phục vụ. Không cần tài khoản; riêng việc trao"
        " đổi hồ sơ giữa các hệ thống cần mã truy cập do đơn vị vận hành cấp. Mỗi lỗi là"
        " một tài liệu application/problem+json (RFC 9457) với mã ổn định."
    ),
    version="1",
    urls_namespace="api",
    # Both addresses have views of our own: the pages of the framework load scripts from afar.
    docs_url=None,
    openapi_url=None,
)
for subject in (procedures, authority, agencies, territories, dossiers, indicators, exchange):
    api.add_router("", subject.router)

_HANDLERS: Final[Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = {
    Refusal: problems.of_refusal,
    ValidationError: problems.of_validation,
    Http404: problems.of_absence,
    HttpError: problems.of_status,
}
for kind, handler in _HANDLERS.items():
    api.add_exception_handler(kind, handler)
