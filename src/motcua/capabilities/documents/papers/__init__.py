"""Official papers: typed values in, tagged PDF with places for signatures out.

Values reach Typst as one JSON text among its inputs and are read there with ``json(...)``: they are
text to it, never markup or code, whatever they hold.

The typeface is Libertinus Serif, which travels inside the Typst wheel: a book face close to the one
Appendix I of Decree 30/2020 prescribes, so that a paper looks the same on every machine without any
font installed. Regular, bold, semibold and italic hold every Vietnamese letter; bold italic does
not, so no template uses it (a test reads the fonts out of every paper).

No standard is claimed in the file: the papers are tagged and compile under Typst's PDF/UA-1 checks,
but no independent validator has been run on them.
"""

from motcua.capabilities.documents.papers.slips import (
    ControlSlip,
    MoneyReceipt,
    SlipRow,
    TransferRow,
    TransferSlip,
)
from motcua.capabilities.documents.papers.typesetting import typeset
from motcua.capabilities.documents.papers.values import (
    Applicant,
    BirthCertificate,
    CivilStatusExtract,
    Composed,
    DeathExtract,
    Drawn,
    HandedIn,
    MaritalStatus,
    MarriageCertificate,
    Paper,
    Parent,
    Receipt,
    ReceiptSlip,
    Register,
    RegisterLine,
    Rejection,
    Result,
    Row,
    Spouse,
    Supplement,
    SupplementItem,
    Template,
)

__all__ = [
    "Applicant",
    "BirthCertificate",
    "CivilStatusExtract",
    "Composed",
    "ControlSlip",
    "DeathExtract",
    "Drawn",
    "HandedIn",
    "MaritalStatus",
    "MarriageCertificate",
    "MoneyReceipt",
    "Paper",
    "Parent",
    "Receipt",
    "ReceiptSlip",
    "Register",
    "RegisterLine",
    "Rejection",
    "Result",
    "Row",
    "SlipRow",
    "Spouse",
    "Supplement",
    "SupplementItem",
    "Template",
    "TransferRow",
    "TransferSlip",
    "typeset",
]
