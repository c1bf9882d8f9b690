"""`motcua demo load` and `motcua demo code LOGIN`: the imaginary province and its officers' codes."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.composition.steering import actions as steering
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.cli.demo import (
    accounts,
    chained,
    consulted,
    elsewhere,
    owing,
    practising,
    receiving,
    story,
    world,
)


class Command(BaseCommand):
    """Load the demo province, or tell an officer's current code."""

    help = "Tỉnh mẫu tưởng tượng: nạp dữ liệu, cho mã xác thực · The imaginary demo province"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="agencies, catalogue, people and 300 dossiers")
        load.add_argument("--if-empty", action="store_true", help="do nothing when it is loaded")
        load.add_argument("--dossiers", type=int, default=story.DOSSIERS)
        code = verbs.add_parser("code", help="the one-time code of a demo officer")
        code.add_argument("login")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do what was asked."""
        if not settings.DEMO:
            raise CommandError("MOTCUA_DEMO is off: imaginary data does not belong here.")
        if options["verb"] == "code":
            self._tell_code(options["login"])
        elif not (options["if_empty"] and procedures.names_by_id()):
            self._load(options["dossiers"])

    def _load(self, count: int) -> None:
        loaded = world.load(at=clock.now())
        accounts.load(loaded, at=clock.now())
        taken = world.load_published_elsewhere(at=clock.now())
        told = story.tell_in_parallel(loaded, until=clock.now(), count=count)
        if settings.PRACTICE:
            told += practising.tell(loaded, until=clock.now())
        sent = elsewhere.tell(loaded, until=clock.now())
        asked = consulted.tell(loaded, until=clock.now())
        shared = chained.tell(loaded, until=clock.now())
        owed = owing.tell(loaded, until=clock.now())
        waiting = receiving.load(loaded, at=clock.now())
        steering.refresh(at=clock.now())
        self.stdout.write(
            f"{len(loaded.officers)} officers, {len(loaded.citizens)} citizens, {told} dossiers,"
            f" {len(taken.published)} procedures for information, {sent} from other systems,"
            f" {asked} questions to other agencies, {shared} parts of a chain,"
            f" {owed} waiting for a payment to the State, {waiting} numbers of a waiting room"
        )

    def _tell_code(self, login: str) -> None:
        try:
            self.stdout.write(identity.show_demo_code(login))
        except Refusal as error:
            raise CommandError(f"{login}: no such officer in the demo.") from error
