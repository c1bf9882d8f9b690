"""Tables of organisations: agencies, units, opening hours, changes of the calendar, territory."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Trim

from motcua.foundation.kernel.worktime import DayKind
from motcua.foundation.organisations.enums import (
    AgencyKind,
    AgencyLevel,
    TerritoryLevel,
    UnitKind,
    Weekday,
)


class Agency(models.Model):
    """A body of the state, as it was between two dates.

    ``valid_to`` is the first day on which it is no more. The code is in the new layout; the old one
    stands beside it because papers bear it for ever.
    """

    code = models.CharField(max_length=35)
    old_code = models.CharField(max_length=35, blank=True, default="")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    short_name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=AgencyLevel)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=120, blank=True, default="")
    province_code = models.CharField(max_length=2, blank=True, default="")
    commune_code = models.CharField(max_length=5, blank=True, default="")
    seal_name = models.CharField(max_length=200)
    """The name in the agency's seal, as it stands above signatures."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="agency_code_of_a_current_one", condition=Q(valid_to=None)
            ),
            models.UniqueConstraint(fields=["code", "valid_from"], name="agency_code_per_time"),
            models.CheckConstraint(
                name="agency_code_in_the_new_layout",
                condition=Q(code__regex=r"^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$"),
            ),
            models.CheckConstraint(
                name="agency_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="agency_of_a_commune_names_it",
                condition=~Q(level=AgencyLevel.COMMUNE) | ~Q(commune_code=""),
            ),
        ]
        indexes = [
            models.Index(fields=["commune_code", "kind"], name="agency_by_commune"),
            models.Index(fields=["old_code"], name="agency_by_old_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def name_in(self, language: str) -> str:
        """Return the name in the language of the reader ("vi" or "en"), if it has one there."""
        return (language == "en" and self.name_en) or self.name


class Unit(models.Model):
    """A part of an agency to which tasks go."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=UnitKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_within_its_agency")
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One session of an agency's week, valid from a date until the day before another."""

    seen_on_stage = True

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    is_counted = models.BooleanField(default=True)
    """False for a service outside working time, such as Saturday mornings: no limit runs."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(
                name="opening_hours_close_after_they_open", condition=Q(closes__gt=F("opens"))
            ),
            models.CheckConstraint(
                name="opening_hours_end_after_they_begin",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="opening_hours_on_a_weekday", condition=Q(weekday__lte=Weekday.SUNDAY)
            ),
            models.UniqueConstraint(
                fields=["agency", "weekday", "opens", "valid_from"],
                name="opening_hours_once_a_session",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.agency_id} {self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"
        )


class CalendarDay(models.Model):
    """A day that an agency, or the whole installation, works or rests against its weekday.

    The national days ship with the product; these rows come on top. A row is never deleted: it is
    withdrawn, so that the calendar of the past can be read again.
    """

    seen_on_stage = True

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    """None: all agencies of the installation."""
    on = models.DateField()
    kind = models.CharField(max_length=20, choices=DayKind)
    name = models.CharField(max_length=200)
    replaces = models.DateField(null=True)
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=80, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "on"],
                name="calendar_day_says_one_thing",
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="calendar_day_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="calendar_day_makes_up_only_by_work",
                condition=Q(replaces=None) | Q(kind=DayKind.MAKEUP_WORK),
            ),
            models.CheckConstraint(
                name="calendar_day_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class CalendarVersion(models.Model):
    """One row whose token changes with every change of hours or days, so that caches notice."""

    seen_on_stage = True

    ONLY = 1

    token = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="calendar_version_is_one_row", condition=Q(id=1))
        ]

    def __str__(self) -> str:
        return str(self.token)


class Territory(models.Model):
    """A province, district or commune as it was between two dates.

    Codes are used again for other places, so a code names a territory only together with a day.
    ``valid_from`` is empty where the first day is before anything told here; ``valid_to`` is the first
    day on which it is no more.
    """

    seen_on_stage = True

    code = models.CharField(max_length=5)
    level = models.CharField(max_length=10, choices=TerritoryLevel)
    name = models.CharField(max_length=100)
    """With its kind: "Phường Phúc Xá"."""
    path = models.CharField(max_length=300)
    """The name with those of the territories around it, as addresses write them."""
    folded = models.CharField(max_length=320)
    """The path for searching: a blank around each word, no diacritics, no commas."""
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "territories"
        constraints = [
            models.UniqueConstraint(
                name="territory_code_once_at_a_time",
                fields=["level", "code", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="territory_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="territory_under_another_unless_province",
                condition=Q(parent=None, level=TerritoryLevel.PROVINCE)
                | (Q(parent__isnull=False) & ~Q(level=TerritoryLevel.PROVINCE)),
            ),
        ]
        indexes = [
            GinIndex(fields=["folded"], name="territory_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["parent"], name="territory_by_parent"),
            # The name alone, without those around it: addresses are looked up by it.
            models.Index(
                Func(Trim("folded"), Value(" , "), Value(1), function="split_part"),
                name="territory_by_name",
            ),
        ]

    def __str__(self) -> str:
        return self.path


class TerritorySuccession(models.Model):
    """What took a territory over on a day, wholly or in part. Only ever added to."""

    seen_on_stage = True

    append_only = True

    predecessor = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    is_partial = models.BooleanField()
    """Whether the predecessor was divided: where in it somebody lives then decides."""
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="territory_succeeded_once", fields=["predecessor", "successor", "on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.on} {self.successor_id}"
