"""Building a draft's form in the browser: what its tests send and look at."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.domain.procedures import queries
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.models import RecordDraft


def address(draft, rest=""):
    return f"/can-bo/thu-tuc/ban-soan/{draft.pk}/{rest}"


def bring(controller, draft, document):
    text = document if isinstance(document, str) else json.dumps(document)
    sent = SimpleUploadedFile("form.json", text.encode())
    revision = RecordDraft.objects.get(pk=draft.pk).revision
    return controller.post(address(draft, "bieu-mau/tep/"), {"file": sent, "revision": revision})


def ask(build, kind, label, **more):
    sent = {"page": "cua-hang", "kind": kind, "label__vi": label, "label__en": f"EN {label}"}
    return build("cau-hoi/", **sent, **more)


def document_of(draft):
    design = queries.find_design(draft.pk, DesignKind.FORM)
    return json.loads(design.source)
