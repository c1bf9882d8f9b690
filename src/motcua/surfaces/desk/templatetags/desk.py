"""What lists of the desk draw in every row: by code, since a template within a template costs more than its words."""

from html import escape

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from motcua.surfaces.desk.presenting.clocks import Clock
from motcua.surfaces.desk.presenting.forecasts import Shown
from motcua.surfaces.ui.templatetags.ui import component, moment

register = template.Library()


class Pen:
    """Draws what cells of one page share; the tag that was drawn once is not drawn again."""

    def __init__(self, context: Context) -> None:
        """Draw for the page of this context."""
        self.context = context
        self._tags: dict[tuple[str, str], str] = {}

    def tag(self, text: str, tone: str) -> str:
        """Draw words with the shape of their tone."""
        drawn = self._tags.get((text, tone))
        if drawn is None:
            drawn = self._tags[text, tone] = component(self.context, "tag", text=text, tone=tone)
        return drawn

    def clock(self, shown: Clock) -> str:
        """Draw a deadline: how it stands, how much working time remains, and when it is."""
        words = self.tag(shown.words, shown.tone)
        if shown.due is None:
            return words
        remaining = ""
        if shown.remaining:
            remaining = f' <span class="mc-quiet-text mc-whole">{escape(shown.remaining)}</span>'
        return f"{words}{remaining}<br>{moment(shown.due)}"

    def foretold(self, shown: Shown | None) -> str:
        """Draw between which days a dossier is likely finished, and how likely too late where that is notable."""
        if shown is None or not shown.days:
            return ""
        days = f'<br><span class="mc-quiet-text">{escape(shown.days)}</span>'
        return f"{days} {self.tag(shown.words, shown.tone)}" if shown.is_notable else days


@register.simple_tag(takes_context=True)
def clock(context: Context, shown: Clock) -> SafeString:
    """Draw a deadline, as the lists do."""
    return SafeString(Pen(context).clock(shown))
