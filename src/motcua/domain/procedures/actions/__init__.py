"""Each verb of the catalogue."""

from motcua.domain.procedures.actions.catalogue import (
    PACKAGED,
    Imported,
    export_catalogue,
    import_catalogue,
)
from motcua.domain.procedures.actions.provisions import (
    provide,
    provide_to_competent_agencies,
    stop_providing,
)
from motcua.domain.procedures.actions.publishing import publish, rebuild_search

__all__ = [
    "PACKAGED",
    "Imported",
    "export_catalogue",
    "import_catalogue",
    "provide",
    "provide_to_competent_agencies",
    "publish",
    "rebuild_search",
    "stop_providing",
]
