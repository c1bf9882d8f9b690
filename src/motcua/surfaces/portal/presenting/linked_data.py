"""Procedures as linked data by CPSV-AP 3.2, the European profile that public services are described in.

rdflib is imported when somebody asks: it costs a third of a second that no start should pay.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Final

from motcua.domain.procedures.queries import Channel, Fixed, Limit, Version
from motcua.foundation.kernel.worktime import TimeUnit

if TYPE_CHECKING:
    from rdflib import URIRef
    from rdflib.term import Node

VIETNAM: Final = "http://publications.europa.eu/resource/authority/country/VNM"
VIETNAMESE: Final = "http://publications.europa.eu/resource/authority/language/VIE"
DONG: Final = "http://publications.europa.eu/resource/authority/currency/VND"
CATALOGUES_KEPT: Final = 4
"""Whole catalogues remembered in each process: two formats by the newest content."""


_kept: dict[tuple[object, ...], str] = {}


class Notation(Enum):
    """A way of writing linked data: its media type and what rdflib calls it."""

    TURTLE = ("text/turtle", "turtle", "ttl")
    JSON_LD = ("application/ld+json", "json-ld", "jsonld")

    def __init__(self, media_type: str, parser: str, suffix: str) -> None:
        self.media_type = media_type
        self.parser = parser
        self.suffix = suffix


def describe(versions: Iterable[Version], notation: Notation, base: str) -> str:
    """Return these procedures in that notation; ``base`` is the installation's address."""
    described = _Description(base)
    for version in versions:
        described.add(version)
    return described.graph.serialize(format=notation.parser, encoding=None)


def describe_catalogue(
    versions: Sequence[Version], notation: Notation, base: str, title: str, publisher: str
) -> str:
    """Return the whole catalogue as one data set. Versions never change, so answers are kept."""
    content = tuple((one.id, one.code, one.number, one.published_at) for one in versions)
    key = (content, notation, base, title, publisher)
    text = _kept.get(key)
    if text is None:
        described = _Description(base)
        described.add_dataset(title, publisher)
        for version in versions:
            described.add(version)
        text = described.graph.serialize(format=notation.parser, encoding=None)
        for old in list(_kept)[: 1 - CATALOGUES_KEPT]:
            _kept.pop(old, None)
        _kept[key] = text
    return text


class _Description:
    """A graph that grows by one procedure at a time."""

    def __init__(self, base: str) -> None:
        from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Namespace  # slow to import

        self.base = base.rstrip("/")
        self.graph = Graph()
        self.m8g = Namespace("http://data.europa.eu/m8g/")
        self.cpsv = Namespace("http://purl.org/vocab/cpsv#")
        self.eli = Namespace("http://data.europa.eu/eli/ontology#")
        self.dcterms, self.dcat, self.skos, self.rdf, self.foaf = DCTERMS, DCAT, SKOS, RDF, FOAF
        self.dataset: URIRef | None = None
        for prefix, space in (("m8g", self.m8g), ("cpsv", self.cpsv), ("eli", self.eli)):
            self.graph.bind(prefix, space)

    def add_dataset(self, title: str, publisher: str) -> None:
        """Name the data set that all procedures added later belong to."""
        dataset, agent = self._ref("/danh-muc/"), self._ref("/#publisher")
        self._say(dataset, self.rdf.type, self.dcat.Dataset)
        self._tell(dataset, self.dcterms.title, title)
        self._tell(dataset, self.dcterms.description, title)
        self._say(dataset, self.dcterms.publisher, agent)
        self._say(agent, self.rdf.type, self.foaf.Agent)
        self._name(agent, "publisher")
        self._tell(agent, self.dcterms.title, publisher)
        self.dataset = dataset

    def add(self, version: Version) -> None:
        """Describe the procedure: who decides, what it asks, gives, costs, and rests on."""
        service = self._ref(f"/thu-tuc/{version.code}/")
        self._say(service, self.rdf.type, self.cpsv.PublicService)
        self._name(service, version.code)
        for property_, vi, en in (
            (self.dcterms.title, version.name, version.name_en),
            (self.dcterms.description, version.summary, version.summary_en),
        ):
            self._tell(service, property_, vi)
            if en != vi:
                self._tell(service, property_, en, "en")
        for keyword in version.keywords:
            self._tell(service, self.dcat.keyword, keyword)
        self._say(
            service, self.dcterms.language, self._typed(VIETNAMESE, self.dcterms.LinguisticSystem)
        )
        self._say(service, self.dcterms.spatial, self._typed(VIETNAM, self.dcterms.Location))
        field = self._concept(f"field-{version.field.code}", version.field.name)
        self._say(service, self.m8g.thematicArea, field)
        if self.dataset is not None:
            self._say(service, self.dcterms.isPartOf, self.dataset)
        self._agencies(service, version)
        self._rules(service, version)
        self._contents(service, version)
        for channel in version.channels:
            self._channel(service, channel)

    def _agencies(self, service: "URIRef", version: Version) -> None:
        for role in version.deciding_agencies:
            agency = self._ref(f"/thu-tuc/#agency-{role.value}")
            self._say(service, self.m8g.hasCompetentAuthority, agency)
            self._say(agency, self.rdf.type, self.m8g.PublicOrganisation)
            self._tell(agency, self.skos.prefLabel, str(role.label))
            self._say(agency, self.dcterms.spatial, self._typed(VIETNAM, self.dcterms.Location))
        for subject in version.subjects:
            audience = self._concept(f"subject-{subject.value}", str(subject.label))
            self._say(service, self.dcterms.audience, audience)

    def _rules(self, service: "URIRef", version: Version) -> None:
        """Say by which rules an agency is in charge; the vocabulary has no term for the place."""
        for one in version.authorities:
            name = f"authority-{one.code}"
            rule = self._part(service, self.cpsv.follows, name, self.cpsv.Rule)
            self._tell(rule, self.dcterms.title, one.name)
            self._tell(rule, self.dcterms.title, one.name_en, "en")
            said = f"{one.agency.label}: {one.place.label} ({one.basis})"
            self._tell(rule, self.dcterms.description, said)

    def _contents(self, service: "URIRef", version: Version) -> None:
        for number, result in enumerate(version.results, start=1):
            output = self._part(service, self.cpsv.produces, f"result-{number}", self.m8g.Output)
            self._tell(output, self.dcterms.title, result.name)
            kind = self._concept(f"result-{result.kind.value}", str(result.kind.label))
            self._say(output, self.dcterms.type, kind)
        for paper in version.papers:
            evidence = self._part(
                service, self.m8g.hasInputType, f"paper-{paper.code}", self.m8g.EvidenceType
            )
            self._tell(evidence, self.dcterms.title, paper.name)
        for number, condition in enumerate(version.conditions, start=1):
            requirement = self._part(
                service, self.m8g.holdsRequirement, f"condition-{number}", self.m8g.Requirement
            )
            self._tell(requirement, self.dcterms.title, condition)
        for number, basis in enumerate(version.legal_bases, start=1):
            law = self._part(
                service, self.m8g.hasLegalResource, f"law-{number}", self.eli.LegalResource
            )
            self._tell(law, self.dcterms.title, f"{basis.title} ({basis.number})")

    def _channel(self, service: "URIRef", channel: Channel) -> None:
        kind = channel.kind.value
        way = self._part(service, self.m8g.hasChannel, f"channel-{kind}", self.m8g.Channel)
        self._say(way, self.dcterms.type, self._concept(f"channel-{kind}", str(channel.kind.label)))
        if channel.note:
            self._tell(way, self.dcterms.description, channel.note)
        duration = duration_of(channel.limit)
        if duration is not None:
            self._say(way, self.m8g.processingTime, self._duration(duration))
        for fee in channel.fees:
            cost = self._part(service, self.m8g.hasCost, f"cost-{kind}-{fee.code}", self.m8g.Cost)
            self._tell(cost, self.dcterms.description, " ".join(filter(None, (fee.name, fee.note))))
            self._say(cost, self.m8g.ifAccessedThrough, way)
            if isinstance(fee.rule, Fixed):
                self._say(cost, self.m8g.hasValue, self._double(fee.rule.amount))
                self._say(cost, self.m8g.currency, self._typed(DONG, self.skos.Concept))

    def _part(self, service: "URIRef", property_: "URIRef", name: str, kind: "URIRef") -> "URIRef":
        from rdflib import URIRef  # slow to import

        part = URIRef(f"{service}#{name}")
        self._say(service, property_, part)
        self._say(part, self.rdf.type, kind)
        self._name(part, name)
        return part

    def _concept(self, name: str, label: str) -> "URIRef":
        concept = self._ref(f"/thu-tuc/#{name}")
        self._say(concept, self.rdf.type, self.skos.Concept)
        self._tell(concept, self.skos.prefLabel, label)
        return concept

    def _typed(self, address: str, kind: "URIRef") -> "URIRef":
        from rdflib import URIRef  # slow to import

        thing = URIRef(address)
        self._say(thing, self.rdf.type, kind)
        return thing

    def _ref(self, path: str) -> "URIRef":
        from rdflib import URIRef  # slow to import

        return URIRef(f"{self.base}{path}")

    def _say(self, thing: "Node", property_: "Node", value: "Node") -> None:
        self.graph.add((thing, property_, value))

    def _name(self, thing: "URIRef", identifier: str) -> None:
        from rdflib import Literal  # slow to import

        self._say(thing, self.dcterms.identifier, Literal(identifier))

    def _tell(self, thing: "URIRef", property_: "Node", text: str, language: str = "vi") -> None:
        from rdflib import Literal  # slow to import

        self._say(thing, property_, Literal(text, lang=language))

    def _duration(self, duration: str) -> "Node":
        from rdflib import XSD, Literal  # slow to import

        return Literal(duration, datatype=XSD.duration, normalize=False)

    def _double(self, amount: int) -> "Node":
        from rdflib import XSD, Literal  # slow to import

        return Literal(float(amount), datatype=XSD.double)


def duration_of(limit: Limit) -> str | None:
    """Return a limit as XML Schema writes it; working days as days, for it knows no other."""
    match limit.unit:
        case TimeUnit.WORKING_DAY | TimeUnit.CALENDAR_DAY:
            return f"P{limit.amount}D"
        case TimeUnit.WORKING_HOUR:
            return f"PT{limit.amount}H"
        case TimeUnit.MONTH:
            return f"P{limit.amount}M"
        case TimeUnit.SAME_DAY:
            return "P1D"
        case _:
            return None
