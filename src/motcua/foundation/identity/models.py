"""Tables of identity: people, their accounts and electronic identities, posts, attempts to sign in.

How personal values are kept. A person's name stands in the clear: it is on every page the person
sees, on every paper, and officers' names are public. Everything else (PIN, birth, sex, residence,
e-mail, telephone) is one sealed value under the person's own key (``kernel.sealing``), so that a
lawful erasure destroys it in the database and in every backup. The PIN is found through a blind
index: an HMAC-SHA-256 under a key derived from the installation's, which a stolen table without
that key cannot be searched by; so is the telephone number. The actor of a request needs none of it,
and costs one query.
"""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.fields.ranges import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower

from motcua.foundation.identity.enums import (
    AccountKind,
    Browser,
    Role,
    RosterAct,
    RosterState,
    SignInOutcome,
    SignInWay,
    System,
)
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.vietnamese import MARKED, UNMARKED


def folded_name() -> Lower:
    """Return a person's name without marks, as the database works it out and keeps an index of."""
    bare = Func(F("full_name"), Value(MARKED), Value(UNMARKED), function="translate")
    return Lower(bare, output_field=models.CharField())


class Person(models.Model):
    """A human being known to the installation."""

    full_name = models.CharField(max_length=150)
    pin_index = models.BinaryField(max_length=32, null=True)
    """Empty where no number is known: such people are never taken for one another."""
    phone_index = models.BinaryField(max_length=32, null=True)
    """Keyed as the PIN is; empty where no telephone number is known."""
    sealed = models.BinaryField()
    """PIN, birth, sex, residence, e-mail and telephone, sealed under the person's key."""
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    wrapped_key: bytes | None
    """The person's key, read together with the row by ``queries``."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="person_known_once_by_pin", fields=["pin_index"]),
        ]
        indexes = [
            models.Index(folded_name(), name="person_by_folded_name"),
            models.Index(
                fields=["phone_index"],
                name="person_by_phone",
                condition=Q(phone_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def has_number(self) -> bool:
        """Whether a personal identification number is known."""
        return self.pin_index is not None

    @property
    def subject(self) -> Subject:
        """Whose key seals the person's values, and whom a reading of them concerns."""
        return Subject(kind="person", key=str(self.pk))


class Account(AbstractBaseUser):
    """A way in: citizens through the identity provider, officers by login name and second factor.

    One person may be both: then there are two accounts, so that a sign-in at one door never opens
    the other.
    """

    login = models.CharField(max_length=60, unique=True, null=True)
    kind = models.CharField(max_length=10, choices=AccountKind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    assurance = models.PositiveSmallIntegerField(default=0)
    """Level of the electronic identity at the last sign-in; 0 for officers."""
    has_single_keys = models.BooleanField(default=True, db_default=True)
    """Whether single keys act on an officer's pages, whatever the browser."""
    created_at = models.DateTimeField()

    held: "Post"
    """The post of the day, read together with the row by ``queries.find_account``; absent if none."""
    seats: list[dict[str, Any]]
    """Where an officer stands in that day, read together with the row too."""
    others: list[int]
    """Every post that the person ever held or stood in, read together with the row too."""

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="account_once_per_person_and_kind", fields=["person", "kind"]
            ),
            models.CheckConstraint(
                name="account_login_of_officers_only",
                condition=Q(kind=AccountKind.OFFICER, login__isnull=False)
                | Q(kind=AccountKind.CITIZEN, login__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.login or f"{self.kind}:{self.pk}"


class ElectronicIdentity(models.Model):
    """A subject of an identity provider, and the account it opens.

    A person gets a new one when the provider reissues the identity or the installation changes
    its provider; the account stays.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="identities")
    issuer = models.CharField(max_length=200)
    sub = models.CharField(max_length=255)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="electronic_identity_opens_one_account", fields=["issuer", "sub"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.sub}"


class Post(models.Model):
    """A position held by a person in a unit of an agency, from a day until a day.

    Days are days in Vietnam; ``valid_to`` is the first day on which the post is held no more.
    Whoever does several jobs in one agency holds one post with several roles. Who stands in for
    somebody away gets a post of its own beside, with the roles of the post stood in for: what is done
    in it is told apart wherever posts are written down.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    in_place_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="stand_ins"
    )
    stopped_at = models.DateTimeField(null=True)
    """When the head ended the standing in, before its last day."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="post_has_a_known_role",
                condition=Q(roles__len__gt=0, roles__contained_by=list(Role.values)),
            ),
            ExclusionConstraint(
                name="post_one_at_a_time_per_person",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(in_place_of=None),
            ),
            ExclusionConstraint(
                name="post_one_stand_in_at_a_time",
                expressions=[
                    ("in_place_of", RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(in_place_of__isnull=False, stopped_at=None),
            ),
            models.CheckConstraint(
                name="post_stands_in_until_a_day",
                condition=Q(in_place_of=None) | Q(valid_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"


class Decision(models.Model):
    """By what an officer stands in for another: the head's decision. Only ever added."""

    append_only = True

    post = models.OneToOneField(
        Post, on_delete=models.PROTECT, primary_key=True, related_name="decision"
    )
    number = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    entered_by = models.BigIntegerField()
    """The post of the head."""
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class BrowserSession(models.Model):
    """Where somebody is signed in; it goes with the session itself, however that ends."""

    session = models.OneToOneField(
        "sessions.Session", on_delete=models.CASCADE, related_name="browser"
    )
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="browsers")
    browser = models.CharField(max_length=10, choices=Browser)
    system = models.CharField(max_length=10, choices=System)
    address = models.GenericIPAddressField(null=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """Within ten minutes."""

    def __str__(self) -> str:
        return f"{self.browser} {self.system} {self.begun_at:%Y-%m-%d %H:%M}"


class Roster(models.Model):
    """A file of officers that one hand sent and another carries out or sends back.

    What it says is sealed under a key of its own, and gone with it once the file is settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    lines = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    wrapped_key = models.BinaryField()
    sent_by = models.BigIntegerField()
    """The post of who sent it."""
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RosterState)
    settled_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, default="")
    """Why it was sent back."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="roster_settled_by_somebody_and_erased",
                condition=Q(state="waiting", settled_by=None, settled_at=None)
                | (
                    ~Q(state="waiting")
                    & Q(
                        settled_by__isnull=False,
                        settled_at__isnull=False,
                        sealed=b"",
                        wrapped_key=b"",
                    )
                ),
            ),
            models.CheckConstraint(
                name="roster_carried_out_by_another",
                condition=~Q(state="done") | ~Q(settled_by=F("sent_by")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="roster_by_agency")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def subject(self) -> Subject:
        """Whose key seals what the file says."""
        return Subject(kind="roster", key=str(self.pk))


class RosterEntry(models.Model):
    """What a line of a file, or another system, changed about an officer, by which decision. Only ever added."""

    append_only = True

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, null=True, related_name="entries")
    """None if it came from another system."""
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="roster_entries")
    act = models.CharField(max_length=10, choices=RosterAct)
    number = models.CharField(max_length=60)
    entered_by = models.CharField(max_length=80)
    """``officer:12`` or ``system:can-bo-tinh``."""
    confirmed_by = models.CharField(max_length=80)
    """Who carried the file out; empty where there was none."""
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.act} {self.number}"


class SignIn(models.Model):
    """An attempt to sign in or a sign-out, of an account that exists. Only ever added."""

    append_only = True

    account_key = models.CharField(max_length=80)
    """``account:12``, as text: the log outlives what it speaks of."""
    at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=SignInWay)
    outcome = models.CharField(max_length=12, choices=SignInOutcome)
    address = models.GenericIPAddressField(null=True)
    detail = models.CharField(max_length=80, default="")
    """Code of the refusal, or the level of assurance."""

    class Meta:
        indexes = [models.Index(fields=["account_key", "at"], name="sign_in_by_account")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.account_key} {self.outcome}"
