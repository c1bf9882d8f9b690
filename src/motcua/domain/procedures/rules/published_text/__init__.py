"""Procedures as a province published them in prose, read into draft records.

What is understood becomes a part of the record, what is guessed is named as a doubt, and what is not
understood is kept word for word among the doubts: nothing of the text is lost.
"""

from motcua.domain.procedures.rules.published_text.drafting import Draft, Publication, draft_all

__all__ = ["Draft", "Publication", "draft_all"]
