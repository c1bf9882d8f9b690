"""Pages of information that stand in the repository, not in the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.surfaces.ui.caching import public


@require_safe
@public
def page(request: HttpRequest, topic: str) -> HttpResponse:
    """Show help, the notice on personal data or the accessibility statement."""
    return render(request, f"portal/information/{topic}.html")
