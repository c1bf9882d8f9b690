"""Each verb of the catalogue."""

from motcua.domain.procedures.actions.arranging import (
    Span,
    arrange_execution,
    arrange_provision,
    end_execution,
    end_provision,
)
from motcua.domain.procedures.actions.catalogue import (
    PACKAGED,
    Imported,
    export_catalogue,
    import_catalogue,
)
from motcua.domain.procedures.actions.designing import drop_design, save_design, undo_design
from motcua.domain.procedures.actions.drafting import (
    amend,
    begin_new,
    propose_repeal,
    save_part,
    withdraw_draft,
)
from motcua.domain.procedures.actions.exchange import (
    Planned,
    export_file,
    import_file,
    is_file,
    plan_catalogue,
    plan_file,
)
from motcua.domain.procedures.actions.executions import execute_elsewhere, execute_here_again
from motcua.domain.procedures.actions.openings import forget_openings, note_opening
from motcua.domain.procedures.actions.provisions import (
    Carried,
    carry_provisions,
    provide,
    provide_to_competent_agencies,
    stop_providing,
)
from motcua.domain.procedures.actions.published_text import Taken, import_published_text
from motcua.domain.procedures.actions.publishing import publish, publish_all, rebuild_search
from motcua.domain.procedures.actions.reviewing import (
    agree,
    publish_draft,
    send_back,
    send_to_review,
)
from motcua.domain.procedures.actions.staging import competent_kind, publish_on_stage

__all__ = [
    "PACKAGED",
    "Carried",
    "Imported",
    "Planned",
    "Span",
    "Taken",
    "agree",
    "amend",
    "arrange_execution",
    "arrange_provision",
    "begin_new",
    "carry_provisions",
    "competent_kind",
    "drop_design",
    "end_execution",
    "end_provision",
    "execute_elsewhere",
    "execute_here_again",
    "export_catalogue",
    "export_file",
    "forget_openings",
    "import_catalogue",
    "import_file",
    "import_published_text",
    "is_file",
    "note_opening",
    "plan_catalogue",
    "plan_file",
    "propose_repeal",
    "provide",
    "provide_to_competent_agencies",
    "publish",
    "publish_all",
    "publish_draft",
    "publish_on_stage",
    "rebuild_search",
    "save_design",
    "save_part",
    "send_back",
    "send_to_review",
    "stop_providing",
    "undo_design",
    "withdraw_draft",
]
