"""Scans of several sheets, as a scanner makes them: a PDF of pictures."""

import io

import segno
from PIL import Image, ImageDraw

SIZE = (1240, 1754)
"""A4 at 150 dots an inch."""


def written(lines=30, *, mark=0):
    """Return a page with lines on it; another mark makes another page."""
    page = Image.new("L", SIZE, 250)
    draw = ImageDraw.Draw(page)
    for line in range(lines):
        top = 200 + line * 45
        draw.rectangle((150, top, 900 - (line * 37 + mark * 91) % 400, top + 14), fill=30)
    return page


def blank(*, dust=12):
    """Return a page without anything on it but the dust of the glass."""
    page = Image.new("L", SIZE, 245)
    for speck in range(dust):
        page.putpixel((100 + speck * 83, 150 + speck * 97), 20)
    return page


def separator(text, *, turn=0):
    """Return a printed separator sheet, laid into the scanner as one happens to lay it."""
    code = io.BytesIO()
    segno.make(text, error="h", micro=False).save(code, kind="png", scale=10, border=4)
    page = Image.new("L", SIZE, 250)
    page.paste(Image.open(code).convert("L"), (350, 500))
    return page.rotate(turn, fillcolor=250)


def pdf(*pages):
    """Return these pages as one PDF."""
    output = io.BytesIO()
    pages[0].save(output, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return output.getvalue()
