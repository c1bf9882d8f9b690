"""What tells a paper that was made where officers practise."""

from django.conf import settings

from motcua.capabilities.documents import rules
from motcua.capabilities.documents.inspection import pdf as pdfs


def is_of_practice(*, code: str = "", content: bytes = b"") -> bool:
    """Return whether a code or a file says that it was made on the site for practising.

    Each of them is, where officers practise. A stranger's file is only ever believed to be worth nothing.
    """
    if settings.PRACTICE:
        return True
    if code:
        return rules.is_of_practice(rules.parse_verification_code(code) or "")
    return rules.PRACTICE_WORD in pdfs.keywords_of(content)
