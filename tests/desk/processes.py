"""What tests of the pages of a process ask again and again."""

import re
from html import unescape

from django.test import Client
from tests.casework.province import MONDAY

from motcua.capabilities.workflow.queries import designs
from motcua.domain.procedures import queries
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.models import DraftDesign
from motcua.foundation.identity.models import Account


def browser_of(officer, login):
    account = Account.objects.create(
        person_id=officer.person_id, kind="officer", login=login, created_at=MONDAY
    )
    client = Client()
    client.force_login(account)
    return client


def address(draft, rest=""):
    return f"/can-bo/thu-tuc/ban-soan/{draft.pk}/quy-trinh/{rest}"


def own(draft):
    return DraftDesign.objects.get(draft=draft, kind=DesignKind.PROCESS).source


def model_of(draft):
    design = queries.find_design(draft.pk, DesignKind.PROCESS)
    model, _unsaid = designs.read_unfinished(design.source)
    return model


def ways(draft, code):
    return {way.outcome: way.target for way in designs.get_step(model_of(draft), code).ways}


def revision(draft):
    draft.refresh_from_db()
    return str(draft.revision)


def filled(page):
    """Return what the step's form would send as it stands."""
    body = page.text[page.text.index('name="revision"') - 200 :]
    body = body[: body.index("</form>")]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", body):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None or name[1] == "csrfmiddlewaretoken":
            continue
        if 'type="checkbox"' in tag:
            if " checked" in tag:
                sent[name[1]] = "on"
            continue
        sent[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', body, re.DOTALL
    ):
        sent[name] = unescape(text)
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = unescape(chosen[1]) if chosen else ""
    return sent
