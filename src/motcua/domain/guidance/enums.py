"""In which way guidance is given."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How an officer told somebody what a procedure takes (Articles 15.2.a, 15.2.b, 15.2.c, 15.2.d, 15.2.đ)."""

    COUNTER = "counter", _("Trực tiếp tại Bộ phận Một cửa")
    TELEPHONE = "telephone", _("Qua điện thoại, tổng đài")
    ONLINE = "online", _("Trực tuyến, qua mạng xã hội")
    LETTER = "letter", _("Bằng văn bản gửi bưu chính")
    SAMPLE = "sample", _("Qua hồ sơ điền mẫu, cách khác")

    @property
    def article(self) -> str:
        """The point of the decree that names the way."""
        return _ARTICLES[self]


_ARTICLES = {
    Way.COUNTER: "Điều 15.2.a",
    Way.TELEPHONE: "Điều 15.2.b",
    Way.ONLINE: "Điều 15.2.c",
    Way.LETTER: "Điều 15.2.d",
    Way.SAMPLE: "Điều 15.2.đ",
}
