"""Jobs of the rehearsals, run by the worker."""

from procrastinate.contrib.django import app

from motcua.composition.rehearsal import actions, queries
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock


@app.task(name=queries.REPLAY, queue="rehearsals")
def replay(procedure_code: str) -> None:
    """Replay the tests of the procedure on the draft that was saved, if it is still open."""
    draft = procedures.find_open_draft(procedure_code)
    if draft is not None:
        actions.replay_saved(draft=draft, at=clock.now())
