"""Tables of feedback: where each stands, what happened to it, what of it everybody may read.

Words are sealed under the feedback's own key. The code by which a sender comes back is kept as a digest alone: no
officer can answer in the sender's place.
"""

from django.db import models
from django.db.models import Q

from motcua.domain.feedback.enums import Act, Helped, Kind, Outcome, State, Step, Way
from motcua.domain.feedback.rules.life import ANSWERED, OPEN
from motcua.domain.feedback.rules.sides import Case
from motcua.foundation.kernel.subjects import Subject

FEEDBACK = "feedback"


class Feedback(models.Model):
    """What somebody told the state (Articles 3.4 and 3.5 of Decree 20/2008)."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    way = models.CharField(max_length=12, choices=Way.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    code_digest = models.BinaryField(max_length=32, unique=True)
    """Keyed, of the code that its sender was given."""
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Who sent it, if they had signed in."""
    hides_name = models.BooleanField()
    """Whether the agency that handles it is not to learn who sent it."""
    procedure = models.ForeignKey(
        "procedures.Procedure", on_delete=models.PROTECT, null=True, related_name="+"
    )
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The sender's own dossier of which it speaks."""
    concerned = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The agency of whom it speaks."""
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The agency that handles it."""
    sealed = models.BinaryField()
    received_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)
    """The second after it was reopened."""
    due_step = models.CharField(max_length=8, choices=Step.choices, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    """What is due next, and when: kept for lists; pages count it anew."""
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    helped = models.CharField(max_length=6, choices=Helped.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feedback_answered_has_outcome",
                condition=Q(state__in=sorted(ANSWERED), answered_at__isnull=False) & ~Q(outcome="")
                | ~Q(state__in=sorted(ANSWERED)) & Q(answered_at__isnull=True, outcome=""),
            ),
            models.CheckConstraint(
                name="feedback_routed_to_an_agency",
                condition=~Q(state__in=[State.ROUTED, *sorted(ANSWERED)]) | Q(agency__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_rated_once_answered",
                condition=Q(helped="") | Q(state__in=sorted(ANSWERED)),
            ),
            models.CheckConstraint(
                name="feedback_due_step_and_moment_together",
                condition=Q(due_step="", due_at__isnull=True)
                | ~Q(due_step="") & Q(due_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="feedback_open_by_due",
                condition=Q(state__in=sorted(OPEN)),
            ),
            models.Index(fields=["agency", "due_at", "id"], name="feedback_by_agency"),
            models.Index(fields=["person", "-received_at"], name="feedback_by_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number in the book of feedback received (Article 9.1.c of Decree 20/2008); it opens nothing."""
        return f"PAKN-{self.received_at:%Y}-{self.pk:06d}"

    @property
    def subject(self) -> Subject:
        """Whom a reading of it concerns, and whose its files are."""
        return Subject(kind=FEEDBACK, key=str(self.pk))

    @property
    def case(self) -> Case:
        """It as the rules on sides know it. No query on what was fetched with its agencies."""
        return Case(
            kind=Kind(self.kind), concerned_id=self.concerned_id,
            concerned_parent_id=self.concerned.parent_id if self.concerned else None,
            agency_id=self.agency_id,
        )  # fmt: skip


class FeedbackEvent(models.Model):
    """What happened to feedback: who, as what, when, why, under which article. Only ever added."""

    append_only = True

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=Act.choices)
    actor = models.CharField(max_length=80)
    agency_id = models.BigIntegerField(null=True)
    """The agency of the officer who did it; none if it was the sender."""
    article = models.CharField(max_length=80)
    payload = models.JSONField()
    """Codes and keys; words are sealed."""
    sealed = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "seq"], name="feedback_event_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id}/{self.seq} {self.act}"


class Publication(models.Model):
    """What everybody may read of an answered feedback, as an officer worded it. Only ever added."""

    append_only = True

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="publications")
    round = models.PositiveSmallIntegerField()
    question = models.TextField()
    answer = models.TextField()
    folded = models.TextField()
    """Both without marks, for searching."""
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "round"], name="publication_once_per_answer"
            )
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="publication_newest")]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.published_at:%Y-%m-%d}"
