"""What no password may be: words of the place, which whoever guesses begins with (OWASP ASVS 5.0, 6.1.2 and 6.2.11)."""

import re
from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from motcua.foundation.identity.models import Account, Post
from motcua.foundation.kernel.vietnamese import fold

WORDS: Final = (
    "admin", "canbo", "chinhquyen", "congchuc", "dichvucong", "hanhchinh", "hoso", "matkhau", "motcua",
    "password", "quantri", "tiepnhan", "trungtam", "tuphap", "ubnd", "uyban", "vietnam",
)  # fmt: skip
"""Words of every place; those of the account's own are added: login name, name, agency, unit."""
ENOUGH: Final = 5
"""Letters that have to be left once the words of the place are taken away."""
SHORTEST: Final = 3
"""Letters of a word of the place; shorter ones stand in many words that nobody means."""
_LETTERS: Final = re.compile(r"[a-z]+")


class WordsOfThePlace:
    """A validator as Django has them: refuses what is hardly more than words of the place and figures."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Refuse the password of this account if too little is left of it. One query for an account with a person.

        Raises:
            ValidationError: with what to do
        """
        if is_of_the_place(password, (*WORDS, *_words_of(user))):
            raise ValidationError(self.get_help_text(), code="words_of_the_place")

    def get_help_text(self) -> str:
        """Say what a password may not be."""
        return _(
            "Mật khẩu không được chỉ gồm tên cơ quan, tên của bạn, tên đăng nhập hoặc từ dễ đoán như"
            " “motcua”, “ubnd”. Hãy ghép vài từ không liên quan."
        )


def is_of_the_place(password: str, words: Iterable[str]) -> bool:
    """Say whether hardly anything is left of the password's letters without these words.

    >>> is_of_the_place("UBND@MotCua2026", WORDS)
    True
    >>> is_of_the_place("mèo vàng ngủ trên ubnd", WORDS)
    False
    """
    letters = squeeze(password)
    left = letters
    for word in sorted(set(words), key=len, reverse=True):
        left = left.replace(word, " ")
    return left != letters and len(left.replace(" ", "")) < ENOUGH


def squeeze(text: str) -> str:
    """Return the letters alone, in lower case and without marks."""
    return "".join(_LETTERS.findall(fold(text)))


def _words_of(account: Account | None) -> list[str]:
    if account is None or account.person_id is None:
        return []
    held = Post.objects.filter(person_id=account.person_id).values_list(
        "person__full_name", "agency__name", "unit__name"
    )
    texts = [account.login or "", *(text for row in held for text in row)]
    parts = [part for text in texts for part in [text, *re.split(r"[\W_\d]+", text)]]
    return [word for word in map(squeeze, parts) if len(word) >= SHORTEST]
