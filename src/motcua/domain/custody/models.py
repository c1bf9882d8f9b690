"""Tables of custody: one row for each pack of papers that came together.

The row says where the pack is now; what happened is told by the dossier's own log.
"""

from django.db import models
from django.db.models import Q

from motcua.domain.custody.enums import Place

_ON_ITS_WAY = [Place.TO_HANDLER, Place.TO_DESK]


class Pack(models.Model):
    """Papers of one dossier that were brought together and go from hand to hand together."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    codes = models.JSONField()
    """Which papers of the record, without those shown and given back at once."""
    missing = models.JSONField(default=list)
    """Those that were not there when the pack was taken over."""
    place = models.CharField(max_length=12, choices=Place.choices, default=Place.DESK)
    post_id = models.BigIntegerField()
    """Who holds it; on its way, who gave it."""
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    """Until when it has to be with who handles the dossier (Articles 18.2 and 18.3)."""
    apologised_at = models.DateTimeField(null=True)
    """When the apology for those missing was signed (Article 21.2); None while it is owed."""
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
                fields=["since", "id"],
                name="pack_apology_owed",
                condition=Q(apologised_at__isnull=True) & ~Q(missing=[]),
            ),
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
