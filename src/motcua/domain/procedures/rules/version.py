"""A record in force: what a dossier is pinned to for life."""

from datetime import datetime

from motcua.domain.procedures.enums import ChannelKind, ReceptionPlace
from motcua.domain.procedures.rules.record import Channel, Elsewhere, Paper, Record, Result


class Version(Record, frozen=True, kw_only=True):
    """A record with its place in the catalogue."""

    id: int
    procedure_id: int
    number: int
    published_at: datetime
    form_definition_id: int | None
    workflow_definition_id: int | None
    fee_definition_id: int | None
    paper_template_ids: dict[str, int]
    """The papers composed for its results, by template key."""

    @property
    def result(self) -> Result:
        """The main result: what the applicant came for."""
        return self.results[0]

    def name_in(self, language: str) -> str:
        """Return the procedure's name in the language of the reader ("vi" or "en")."""
        return self.name_en if language == "en" else self.name

    def summary_in(self, language: str) -> str:
        """Return the summary in the language of the reader ("vi" or "en")."""
        return self.summary_en if language == "en" else self.summary

    def find_channel(self, kind: ChannelKind) -> Channel | None:
        """Return the way of lodging of that kind, if the procedure offers it."""
        return next((channel for channel in self.channels if channel.kind == kind), None)

    def find_place(self, place: ReceptionPlace) -> Elsewhere | None:
        """Return the place beside the desk, if the procedure is received there (Article 14.5)."""
        return next((one for one in self.elsewhere if one.place == place), None)

    def list_papers(self, kind: ChannelKind, cases: frozenset[str] = frozenset()) -> list[Paper]:
        """Return the papers asked for in this way of lodging when these cases hold."""
        return [
            paper
            for paper in self.papers
            if (not paper.channels or kind in paper.channels)
            and (paper.case is None or paper.case in cases)
            and cases.isdisjoint(paper.unless)
        ]
