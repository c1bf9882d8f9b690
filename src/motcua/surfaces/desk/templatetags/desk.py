"""What a list of the desk draws in every row: by code, since a template within a template costs more than its words."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.surfaces.desk.presenting.clocks import Clock
from motcua.surfaces.desk.presenting.forecasts import Shown
from motcua.surfaces.ui.templatetags.ui import component, moment

register = template.Library()


@register.simple_tag(takes_context=True)
def clock(context: Context, shown: Clock) -> SafeString:
    """Draw a deadline: how it stands, how much working time remains, and when it is."""
    words = component(context, "tag", text=shown.words, tone=shown.tone)
    if shown.due is None:
        return words
    remaining = shown.remaining and format_html(
        ' <span class="mc-quiet-text mc-whole">{}</span>', shown.remaining
    )
    return SafeString(f"{words}{remaining}<br>{moment(shown.due)}")


@register.simple_tag(takes_context=True)
def foretold(context: Context, shown: Shown | None) -> SafeString:
    """Draw between which days a dossier is likely finished, and how likely too late where that is notable."""
    if shown is None or not shown.days:
        return SafeString("")
    days = format_html('<br><span class="mc-quiet-text">{}</span>', shown.days)
    if not shown.is_notable:
        return days
    return SafeString(f"{days} {component(context, 'tag', text=shown.words, tone=shown.tone)}")
