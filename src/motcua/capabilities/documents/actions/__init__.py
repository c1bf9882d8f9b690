"""The verbs of documents."""

from motcua.capabilities.documents.actions.files import (
    Swept,
    add_file,
    erase,
    rebind,
    remove,
    sweep_orphans,
)
from motcua.capabilities.documents.actions.inlets import (
    close_inlets,
    hand_in,
    lay,
    open_inlet,
    touch_inlet,
)
from motcua.capabilities.documents.actions.issuing import draw_verification_code, issue, revoke
from motcua.capabilities.documents.actions.pieces import cut, draw_pages, join
from motcua.capabilities.documents.actions.samples import sample_pdf
from motcua.capabilities.documents.actions.signing import (
    Signatory,
    create_development_keys,
    get_evidence_certificate,
    seal,
    sign,
    sign_statement,
)
from motcua.capabilities.documents.actions.templates import store_template
from motcua.capabilities.documents.actions.uploads import (
    append_chunk,
    begin_upload,
    finish_upload,
    terminate_upload,
)
from motcua.capabilities.documents.apart import kept_apart
from motcua.capabilities.documents.papers import typeset

__all__ = [
    "Signatory",
    "Swept",
    "add_file",
    "append_chunk",
    "begin_upload",
    "close_inlets",
    "create_development_keys",
    "cut",
    "draw_pages",
    "draw_verification_code",
    "erase",
    "finish_upload",
    "get_evidence_certificate",
    "hand_in",
    "issue",
    "join",
    "kept_apart",
    "lay",
    "open_inlet",
    "rebind",
    "remove",
    "revoke",
    "sample_pdf",
    "seal",
    "sign",
    "sign_statement",
    "store_template",
    "sweep_orphans",
    "terminate_upload",
    "touch_inlet",
    "typeset",
]
