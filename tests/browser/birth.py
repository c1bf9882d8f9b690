"""What the mother answers, and the photo she takes."""

import io
from datetime import timedelta

from PIL import Image, ImageDraw
from tests.portal.lodging import browsing

from motcua.foundation.kernel import clock

CHILD = "Phạm Nguyễn Bảo Ngọc"
MOTHER = "Nguyễn Thị Hạnh"
START = "/thu-tuc/1.001193/nop/?agency=H99.101"


def answers():
    """Return the answers by page, with a child born three weeks ago."""
    born = clock.today() - timedelta(days=21)
    birth = {
        "child_birth_date-day": str(born.day),
        "child_birth_date-month": str(born.month),
        "child_birth_date-year": str(born.year),
    }
    return browsing.PAGES | {"con": browsing.PAGES["con"] | birth}


def photo():
    """Return a photo as a phone takes it: large, and turned by its EXIF data."""
    image = Image.new("RGB", (2400, 1800), "#f4f1e8")
    ImageDraw.Draw(image).text((300, 300), "GIẤY CHỨNG SINH", fill="black", font_size=90)
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88, exif=exif)
    return file.getvalue()
