"""Tables of custody: each pack of papers that came together, and each loss that is answered for.

The rows say how things stand now; what happened is told by the dossier's own log.
"""

from django.db import models
from django.db.models import Q

from motcua.domain.custody.enums import Bearer, Place

_ON_ITS_WAY = [Place.TO_HANDLER, Place.TO_DESK]


class Pack(models.Model):
    """Papers of one dossier that were brought together and go from hand to hand together."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    codes = models.JSONField()
    """Which papers of the record, without those shown and given back at once."""
    missing = models.JSONField(default=list)
    """Those that were not there when the pack was taken over."""
    damaged = models.JSONField(default=list)
    """Those that were there, and spoilt."""
    place = models.CharField(max_length=12, choices=Place.choices, default=Place.DESK)
    post_id = models.BigIntegerField()
    """Who holds it; on its way, who gave it."""
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    """Until when it has to be with who handles the dossier (Articles 18.2 and 18.3)."""
    has_left = models.BooleanField(default=False)
    """Whether it was with who handles the dossier: then the moment of Article 18 is past."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="pack_place_known", condition=Q(place__in=Place.values)),
            models.CheckConstraint(
                name="pack_left_before_it_comes_back",
                condition=~Q(place__in=[Place.HANDLER, Place.TO_DESK]) | Q(has_left=True),
            ),
        ]
        indexes = [
            models.Index(fields=["dossier"], name="pack_of_dossier"),
            models.Index(
                fields=["due_at", "id"],
                name="pack_to_give",
                condition=Q(place="desk", has_left=False),
            ),
            models.Index(
                fields=["since", "id"],
                name="pack_on_its_way",
                condition=Q(place__in=_ON_ITS_WAY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.pk} {self.place}"

    @property
    def present(self) -> list[str]:
        """The codes of the papers that are there."""
        return [code for code in self.codes if code not in self.missing]


class Count(models.Model):
    """What was there when packs of one giver were taken over together, and what was not: only ever added."""

    append_only = True

    agency_id = models.BigIntegerField()
    """Of who took over."""
    from_post = models.BigIntegerField()
    from_agency_id = models.BigIntegerField()
    by_post = models.BigIntegerField()
    at = models.DateTimeField()
    taken = models.JSONField()
    """The packs that were there, with the numbers of their dossiers."""
    missing = models.JSONField()
    """Those on record as given, and not there."""
    strange = models.JSONField()
    """Numbers that were there and did not belong, each with why."""
    note = models.CharField(max_length=200, blank=True)
    is_short = models.BooleanField()
    """Whether something was missing or did not belong."""

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_id", "-at"], name="count_by_taker", condition=Q(is_short=True)
            ),
            models.Index(
                fields=["from_agency_id", "-at"], name="count_by_giver", condition=Q(is_short=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_post}–{self.by_post} {self.at:%d/%m/%Y %H:%M}"


class Loss(models.Model):
    """What was lost or spoilt at one time: papers of a pack, or a result on its way by post (Article 21).

    Open as long as the agency owes something for it: an answer, another paper, the money.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, null=True, related_name="+")
    """None for the result that the post was to bring (Article 21.3)."""
    missing = models.JSONField(default=list)
    damaged = models.JSONField(default=list)
    noted_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    """When it was signed who answers for it, what is done and who pays."""
    replaced_at = models.DateTimeField(null=True)
    """When a result was handed over again."""
    cost = models.PositiveBigIntegerField(default=0)
    """Đồng that the answer promised."""
    bearer = models.CharField(max_length=12, choices=Bearer.choices, blank=True, default="")
    paid_at = models.DateTimeField(null=True)
    """When it was put on record that the cost was paid."""
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="loss_bearer_with_cost",
                condition=Q(cost=0, bearer="") | (Q(cost__gt=0) & Q(bearer__in=Bearer.values)),
            ),
            models.CheckConstraint(
                name="loss_paid_after_promise",
                condition=Q(paid_at__isnull=True) | (Q(cost__gt=0) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="loss_of_result_replaced",
                condition=Q(replaced_at__isnull=True) | Q(pack__isnull=True),
            ),
            models.UniqueConstraint(
                name="loss_of_result_open_once",
                fields=["dossier"],
                condition=Q(pack__isnull=True, is_open=True),
            ),
        ]
        indexes = [
            models.Index(fields=["noted_at", "id"], name="loss_open", condition=Q(is_open=True)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.pk}"

    @property
    def codes(self) -> list[str]:
        """Return what is still lost or spoilt, by code."""
        return [*self.missing, *self.damaged]
