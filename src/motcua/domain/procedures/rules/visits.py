"""How often somebody has to go somewhere for a procedure."""

from motcua.domain.procedures.enums import ChannelKind, OnlineLevel
from motcua.domain.procedures.rules.record import Channel
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel.worktime import TimeUnit

AT_ONCE = frozenset({TimeUnit.SAME_DAY, TimeUnit.WORKING_HOUR})
"""Limits for which people wait at the desk."""


def visits(version: Version, channel: Channel) -> int:
    """Return how many times the applicant goes to the agency, lodging in this way.

    Online that is once at most, where the record says that a person has to be there (Decree
    224/2026, Article 14). At the desk the result is fetched on another day, unless it comes the same.
    """
    if channel.kind is ChannelKind.COUNTER:
        return 1 if channel.limit.unit in AT_ONCE else 2
    if channel.kind is ChannelKind.POST or version.online_level is OnlineLevel.FULL:
        return 0
    return 1 if version.readiness is None or version.readiness.needs_presence else 0
