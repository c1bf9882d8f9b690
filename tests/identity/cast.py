"""The small cast of these tests: what is constant about it, and how it signs in."""

from datetime import datetime

from motcua.foundation.kernel.clock import VIETNAM

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
PASSWORD = "mưa-phùn-bến-đò-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
