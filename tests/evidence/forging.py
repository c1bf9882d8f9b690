"""Ways to tamper with the database as its owner, past triggers and constraints, drawn at random.

Each answers with the places of which the proof has to name one.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from psycopg.types.json import Jsonb

JSONB = 3802
"""PostgreSQL's number of the type, whose values Django lets come as text."""
DOSSIERS = "dossiers_dossier"
ENTRIES = "dossiers_dossierevent"
POSITIONS = "evidence_position"
CHECKPOINTS = "evidence_checkpoint"
SUBTREES = "evidence_subtree"
CERTIFICATES = "evidence_certificate"
BATCHES = "evidence_readingbatch"
READINGS = "kernel_reading"
DRAFTS = "procedures_recorddraftevent"
REORGANISATIONS = "organisations_reorganisationevent"
BOOKS = "registers_closedbook"
LINES = "registers_closedline"
WORDS = "mirrors_mirrorword"

NOT_PROVED = {
    f"{DRAFTS}.by_name": "the name beside the key of the person; the key is proved",
    f"{REORGANISATIONS}.by_name": "the name beside the key of the person; the key is proved",
    f"{BOOKS}.number": "of the paper, which is signed itself",
    f"{BOOKS}.document_id": "of the paper, which is signed itself",
    f"{BOOKS}.closed_at": "said by the signed paper and by the position",
    f"{BOOKS}.closed_by": "said by the signed paper",
    f"{WORDS}.sequence": "the other system's count; proved where it stands in the content",
    f"{WORDS}.is_newer": "follows from the words before",
    f"{WORDS}.received_at": "when it came; mirrors have no positions",
    f"{WORDS}.previous_hash": "follows from the word before, whose own hash is proved",
}
"""Columns that the proof does not reach, and why; every other column of these tables it does."""
PROVED_OF_A_DOSSIER = ("reference", "state", "last_seq", "last_hash")
"""The rest of a dossier's row is what the log makes of it, ready to be searched, and is not compared with it."""


@dataclass(frozen=True, kw_only=True)
class Tampering:
    """What was done, and where the proof has to say so."""

    how: str
    where: frozenset[str]


class World:
    """The rows as they were, read once: each tampering is undone."""

    def __init__(self, cursor):
        self.cursor = cursor
        self.rows = {table: self._read(table) for table in KEYS}
        self.placed = {
            (row["subject_key"], row["seq"]): row
            for row in self.rows[POSITIONS]
            if row["subject_kind"] == "dossier"
        }
        self.references = {row["id"]: row["reference"] for row in self.rows[DOSSIERS]}

    def _read(self, table):
        # Readings that no batch has closed yet are safe by the role of the application alone.
        closed = (
            f" WHERE stored_at < (SELECT max(until) FROM {BATCHES})" if table == READINGS else ""
        )
        self.cursor.execute(f"SELECT * FROM {table}{closed} ORDER BY {', '.join(KEYS[table])}")
        columns = [(column.name, column.type_code) for column in self.cursor.description]
        return [
            {name: _plain(value, kind) for (name, kind), value in zip(columns, row, strict=True)}
            for row in self.cursor
        ]

    def do(self, statement, **values):
        self.cursor.execute(statement, {name: _bound(value) for name, value in values.items()})

    def change(self, table, row, **values):
        """Set columns of a row."""
        sets = ", ".join(f"{name} = %(new_{name})s" for name in values)
        where = " AND ".join(f"{name} = %({name})s" for name in KEYS[table])
        new = {f"new_{name}": value for name, value in values.items()}
        self.do(f"UPDATE {table} SET {sets} WHERE {where}", **new, **self._key(table, row))

    def delete(self, table, row):
        where = " AND ".join(f"{name} = %({name})s" for name in KEYS[table])
        self.do(f"DELETE FROM {table} WHERE {where}", **self._key(table, row))

    def insert(self, table, row):
        names = ", ".join(row)
        marks = ", ".join(f"%({name})s" for name in row)
        self.do(f"INSERT INTO {table} ({names}) VALUES ({marks})", **row)

    def _key(self, table, row):
        return {name: row[name] for name in KEYS[table]}

    # --- what the proof calls a row ---------------------------------------------------------------

    def places(self, table, row):
        """Return the places of which one has to be named when that row is altered."""
        return frozenset(getattr(self, f"_{table}")(row))

    def _dossiers_dossier(self, row):
        for seq in range(1, row["last_seq"] + 1):
            yield from self._entry(row["id"], seq)

    def _dossiers_dossierevent(self, row):
        yield from self._entry(row["dossier_id"], row["seq"])

    def _entry(self, dossier_id, seq):
        yield f"dossier {dossier_id}, entry {seq}"
        yield f"dossier {self.references.get(dossier_id)}, entry {seq}"

    def _evidence_position(self, row):
        yield f"position {row['position']}"
        heads = [head for head in self.rows[CHECKPOINTS] if head["size"] >= row["position"]]
        yield from (f"checkpoint {head['number']}" for head in heads[:1])

    def _evidence_checkpoint(self, row):
        yield f"checkpoint {row['number']}"
        yield f"checkpoint {row['number'] + 1}"

    def _evidence_certificate(self, row):
        numbers = [head["number"] for head in self.rows[CHECKPOINTS]]
        yield from (f"checkpoint {number}" for number in (numbers[0], numbers[-1]))

    def _evidence_subtree(self, row):
        first = (row["index"] << row["height"]) + 1
        yield f"subtree of positions {first} to {(row['index'] + 1) << row['height']}"

    def _evidence_readingbatch(self, row):
        yield f"batch {row['number']} of readings"

    def _kernel_reading(self, row):
        yield str(row["id"])

    def _procedures_recorddraftevent(self, row):
        yield f"record draft {row['draft_id']}, entry {row['seq']}"

    def _organisations_reorganisationevent(self, row):
        yield f"reorganisation {row['reorganisation_id']}, entry {row['seq']}"

    def _registers_closedbook(self, row):
        yield f"register {row['key']}, "

    def _registers_closedline(self, row):
        for book in self.rows[BOOKS]:
            if book["id"] == row["book_id"]:
                yield f"register {book['key']}, "

    def _mirrors_mirrorword(self, row):
        yield f"dossier of another system {row['mirror_id']}, word"


KEYS = {
    DOSSIERS: ("id",), ENTRIES: ("dossier_id", "seq"), POSITIONS: ("position",),
    CHECKPOINTS: ("number",), SUBTREES: ("height", "index"), CERTIFICATES: ("fingerprint",),
    BATCHES: ("number",), READINGS: ("read_on", "id"), DRAFTS: ("draft_id", "seq"),
    REORGANISATIONS: ("reorganisation_id", "seq"), BOOKS: ("id",), LINES: ("book_id", "no"),
    WORDS: ("mirror_id", "place"),
}  # fmt: skip


def alter_column(world, rng):
    """One column of one row gets another value: of another row, or one made up."""
    table = rng.choice([*KEYS, ENTRIES, POSITIONS])
    row = rng.choice(world.rows[table])
    names = PROVED_OF_A_DOSSIER if table == DOSSIERS else sorted(row.keys() - {"id"})
    name = rng.choice([name for name in names if f"{table}.{name}" not in NOT_PROVED])
    value = another(world, table, row, name, rng)
    world.change(table, row, **{name: value})
    places = world.places(table, row) | world.places(table, row | {name: value})
    return Tampering(how=f"{table}.{name} of {_named(table, row)}: {value!r}", where=places)


def redate(world, rng):
    """A moment is moved."""
    table, name = rng.choice(
        [
            (ENTRIES, "occurred_at"), (ENTRIES, "recorded_at"), (POSITIONS, "sequenced_at"),
            (CHECKPOINTS, "made_at"), (BATCHES, "until"), (READINGS, "read_at"),
            (READINGS, "stored_at"), (REORGANISATIONS, "occurred_at"), (DRAFTS, "occurred_at"),
        ]
    )  # fmt: skip
    row = rng.choice(world.rows[table])
    moved = row[name] + timedelta(microseconds=rng.choice([1, -1, 10**6, -(10**9), 10**12]))
    world.change(table, row, **{name: moved})
    return Tampering(how=f"{table}.{name} of {_named(table, row)}", where=world.places(table, row))


def delete_row(world, rng):
    """One row is removed."""
    table = rng.choice([*KEYS, ENTRIES, READINGS])
    row = rng.choice(world.rows[table])
    world.delete(table, row)
    return Tampering(how=f"delete {table} {_named(table, row)}", where=world.places(table, row))


def add_entry(world, rng):
    """An entry is slipped into a log, or a reading among those closed."""
    if rng.random() < 0.3:
        row = rng.choice(world.rows[READINGS]) | {"id": uuid.UUID(int=rng.getrandbits(128))}
        world.insert(READINGS, row)
        return Tampering(how="add a reading", where=world.places(READINGS, row))
    row = rng.choice(world.rows[ENTRIES])
    into = rng.choice(world.rows[DOSSIERS])
    added = row | {"dossier_id": into["id"], "seq": into["last_seq"] + rng.choice([1, 1, 2, 9])}
    world.insert(ENTRIES, added)
    return Tampering(how=f"add {_named(ENTRIES, added)}", where=world.places(ENTRIES, added))


def swap_rows(world, rng):
    """Two rows of one table change places: order, dossier, leaf."""
    table = rng.choice([ENTRIES, ENTRIES, POSITIONS, POSITIONS, BATCHES, CHECKPOINTS])
    one, other = rng.sample(world.rows[table], 2)
    kept = KEYS[table]
    for row, content in ((one, other), (other, one)):
        rest = {name: value for name, value in content.items() if name not in kept}
        world.change(table, row, **rest)
    where = world.places(table, one) | world.places(table, other)
    return Tampering(how=f"swap {_named(table, one)} with {_named(table, other)}", where=where)


def move_entry(world, rng):
    """An entry goes over to the end of another dossier."""
    row = rng.choice(world.rows[ENTRIES])
    into = rng.choice([one for one in world.rows[DOSSIERS] if one["id"] != row["dossier_id"]])
    moved = {"dossier_id": into["id"], "seq": into["last_seq"] + 1}
    world.change(ENTRIES, row, **moved)
    where = world.places(ENTRIES, row) | world.places(ENTRIES, row | moved)
    return Tampering(how=f"move {_named(ENTRIES, row)} to {moved}", where=where)


def cut_dossier(world, rng):
    """The last entries of a dossier go, and its head is set to what is left."""
    dossier = rng.choice([one for one in world.rows[DOSSIERS] if one["last_seq"] > 1])
    log = [row for row in world.rows[ENTRIES] if row["dossier_id"] == dossier["id"]]
    left = rng.randrange(1, len(log))
    for row in log[left:]:
        world.delete(ENTRIES, row)
    _set_head(world, dossier, log[left - 1])
    return Tampering(
        how=f"cut {dossier['id']} behind {left}", where=world.places(ENTRIES, log[left])
    )


def cut_all(world, rng):
    """The newest positions go, with every checkpoint over them: what was kept elsewhere shows it."""
    heads = world.rows[CHECKPOINTS]
    last = rng.randrange(len(heads))
    size = heads[last - 1]["size"] if last else 0
    world.do(f"DELETE FROM {POSITIONS} WHERE position > %(size)s", size=size)
    world.do(f"DELETE FROM {CHECKPOINTS} WHERE size > %(size)s", size=size)
    world.do(f"DELETE FROM {SUBTREES} WHERE (index + 1) << height > %(size)s", size=size)
    return Tampering(
        how=f"cut all behind {size}", where=frozenset({f"checkpoint {heads[-1]['number']}"})
    )


def rewrite_dossier(world, rng):
    """An entry is forged and the chain made anew to its end, as its positions may be too."""
    from motcua.domain.dossiers import rules
    from motcua.domain.dossiers.models import DossierEvent

    dossier = rng.choice(world.rows[DOSSIERS])
    begin = rng.randrange(1, dossier["last_seq"] + 1)
    log = [row for row in world.rows[ENTRIES] if row["dossier_id"] == dossier["id"]]
    forged = log[begin - 1]
    world.change(ENTRIES, forged, by="officer:999999")
    previous = forged["previous_hash"]
    with_places = rng.random() < 0.5
    for event in DossierEvent.objects.filter(dossier_id=dossier["id"], seq__gte=begin).order_by(
        "seq"
    ):
        row = log[event.seq - 1]
        entry_hash = rules.hash_entry(previous, event.to_entry())
        world.change(ENTRIES, row, previous_hash=previous, hash=entry_hash)
        if with_places:
            placed = world.placed[dossier["reference"], event.seq]
            world.change(POSITIONS, placed, hash=entry_hash)
        previous = entry_hash
    _set_head(world, dossier, log[-1] | {"hash": previous})
    how = f"rewrite {dossier['id']} from {begin}" + (" with its positions" if with_places else "")
    placed = world.placed[dossier["reference"], begin]
    where = world.places(ENTRIES, forged) | world.places(POSITIONS, placed)
    return Tampering(how=how, where=where)


def forge_signature(world, rng):
    """A checkpoint's signature is of another checkpoint, or one bit of it is turned."""
    row, other = rng.sample(world.rows[CHECKPOINTS], 2)
    signature = rng.choice([other["signature"], _turn(row["signature"], rng)])
    world.change(CHECKPOINTS, row, signature=signature)
    return Tampering(
        how=f"signature of {row['number']}", where=frozenset({f"checkpoint {row['number']}"})
    )


WAYS = (
    alter_column, alter_column, alter_column, redate, delete_row, add_entry, swap_rows, move_entry,
    cut_dossier, cut_all, rewrite_dossier, forge_signature,
)  # fmt: skip


def _set_head(world, dossier, entry):
    world.change(
        DOSSIERS, dossier, last_seq=entry["seq"], last_hash=entry["hash"], state=entry["target"]
    )


def another(world, table, row, name, rng):
    """Return another value for a column: one that stands in another row, or one made up."""
    others = [other[name] for other in world.rows[table] if other[name] not in (row[name], None)]
    if others and rng.random() < 0.5:
        return rng.choice(others)
    return made_up(row[name], rng)


MADE_UP = {
    bool: lambda value, _rng: not value,
    int: lambda value, rng: value + rng.choice([1, 7, 300]),
    bytes: lambda value, rng: _turn(value, rng) if value else b"\0",
    datetime: lambda value, rng: value + timedelta(microseconds=rng.choice([1, -1, 10**9])),
    date: lambda value, _rng: value + timedelta(days=1),
    uuid.UUID: lambda value, _rng: uuid.UUID(int=value.int ^ 1),
    str: lambda value, _rng: f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}",
    dict: lambda value, _rng: {**value, "x": 1},
    list: lambda value, _rng: [*value, "x"],
    type(None): lambda _value, _rng: 7,
}
"""Another value of each type; empty columns are numbers."""


def made_up(value, rng):
    """Return a value that is not this one."""
    return MADE_UP[type(value)](value, rng)


def _turn(value, rng):
    """Return the bytes with one bit turned."""
    place = rng.randrange(len(value))
    return value[:place] + bytes([value[place] ^ (1 << rng.randrange(8))]) + value[place + 1 :]


def _plain(value, kind):
    if kind == JSONB:
        return json.loads(value)
    return bytes(value) if isinstance(value, memoryview) else value


def _bound(value):
    return Jsonb(value) if isinstance(value, (dict, list)) else value


def _named(table, row):
    return json.dumps({name: str(row[name]) for name in KEYS[table]})
