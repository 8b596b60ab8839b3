"""Anonymous means it: whoever has the whole database after the close, and saw who answered in which order, only guesses.

    python benchmarks/linkage.py [--rounds 200] [--people 8]

An attacker takes every table as it is stored (its hidden row numbers on SQLite, places and transactions on PostgreSQL),
finds every order of people in it (by place, by each column, the order in which they were seen to answer), lays it beside
every order of answers there is, and counts how often the right answer lands on the right person. Chance is what drawing
lots gets. The same attack on a store that keeps each answer as a row gets them all: so it is one.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wesaid_web.evaluation.models import Round
    from wesaid_web.projects.models import Member, Project

LOTS = 4000


@dataclass
class Report:
    """How many answers were put to the right person, by the order that was tried, and what chance gets."""

    matched: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    naive: int = 0
    asked: int = 0
    shown: list[tuple[list[str], list[str]]] = field(default_factory=list)  # by round: what is stored, what was said
    mentions: int = 0  # rows outside who-answered that name an asking and a person in one

    def chance(self, seed: int = 0) -> list[float]:
        """What drawing lots gets over all rounds, many times, as shares from the least to the most."""
        lots = random.Random(seed)
        found = []
        for _number in range(LOTS):
            right = 0
            for stored, true in self.shown:
                drawn = lots.sample(stored, len(stored))
                right += sum(one == other for one, other in zip(drawn, true, strict=True))
            found.append(right / self.asked)
        return sorted(found)


def start(people: int) -> tuple[Project, Member, list[Member]]:
    """A project with so many staff besides its facilitator."""
    from wesaid_web.people.models import User
    from wesaid_web.projects.actions import create_project
    from wesaid_web.projects.models import Member, Role

    lead = User.objects.create_user(email="lead@example.invalid", name="Lead")
    project = create_project(name="Measured", by=lead)
    staff = project.perspectives.get(code="staff")
    members = []
    for number in range(people):
        user = User.objects.create_user(email=f"rater{number}@example.invalid", name=f"Rater {number}")
        member = Member.objects.create(project=project, user=user, name=user.name, role=Role.MEMBER)
        member.perspectives.set([staff])
        members.append(member)
    return project, Member.objects.get(project=project, user=lead), members


def attack(rounds: int, people: int, seed: int = 0) -> Report:
    """Ask so many times, and after each close try every order there is."""
    project, lead, members = start(people)
    chance, report = random.Random(seed), Report()
    for _number in range(rounds):
        arrived = chance.sample(members, len(members))
        said = {str(member.pk): str(chance.randint(1, 7)) for member in members}
        row = ask(project, lead, arrived, said)
        stored = answers_as_stored(row)
        seen = {"as they were seen to answer": [str(member.pk) for member in arrived]}
        orders = seen | dict(orders_of_people(row, members, report))
        for name, order in orders.items():
            for way, answers in (("", stored), (", backwards", stored[::-1])):
                report.tried[name + way] += 1
                report.matched[name + way] += sum(said[who] == what for who, what in zip(order, answers, strict=True))
        # A store that appends a row for each answer, read in its own order.
        naive = [said[str(member.pk)] for member in arrived]
        report.naive += sum(
            said[who] == what for who, what in zip(seen["as they were seen to answer"], naive, strict=True)
        )
        report.asked += len(members)
        report.shown.append((stored, [said[str(member.pk)] for member in members]))
    return report


def ask(project: Project, lead: Member, arrived: Sequence[Member], said: dict[str, str]) -> Round:
    """One asking, answered in this order, and closed."""
    from datetime import date

    from wesaid_web.evaluation import actions
    from wesaid_web.evaluation.models import About, Question, Round

    asking = actions.Asking(about=About.PROJECT, asks=[Question.LADDER], closes_on=date(2999, 12, 31))
    row = actions.open_round(project=project, asking=asking, by=lead)
    hat = project.perspectives.get(code="staff")
    for member in arrived:
        slip = actions.Said(hat, {Question.LADDER: [said[str(member.pk)]]})
        actions.answer(round_=row, said=slip, by=member)
    actions.close(round_=row, by=lead)
    return Round.objects.get(pk=row.pk)


def answers_as_stored(row: Round) -> list[str]:
    """The answers of the one group that is shown, in the order in which its counts stand in the row."""
    (group,) = (row.results or {})["asks"]["ladder"]["groups"]
    return [value for value, number in group["counts"].items() for _person in range(number)]


def orders_of_people(row: Round, members: Sequence[Member], report: Report) -> Iterator[tuple[str, list[str]]]:
    """Every order of the people in any table: as stored, and by each of its columns."""
    names = {}
    for member in members:
        key = str(member.pk)
        for one in (member.pk, member.user_id):
            names[str(one)] = names[str(one).replace("-", "")] = key
    asking = {str(row.pk), str(row.pk).replace("-", "")}
    for table, columns, rows in dump():
        about = [one for one in rows if asking & {str(value) for value in one}] or rows
        people = [(next((names[str(v)] for v in one if str(v) in names), None), one) for one in about]
        people = [(who, one) for who, one in people if who]
        if table != "evaluation_answered":
            report.mentions += sum(bool(asking & set(map(str, one))) for _who, one in people)
        found = {who for who, _one in people}
        if len(found) != len(members):
            continue
        yield f"{table}, as stored", _once(who for who, _one in people if who)
        for place, column in enumerate(columns):
            ranked = sorted(people, key=lambda pair: json.dumps(pair[1][place], default=str))
            yield f"{table} by {column}", _once(who for who, _one in ranked if who)


def _once(order: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(order))


def dump() -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Every table with everything in it, hidden columns, too, in the order in which it is stored."""
    from django.db import connection

    hidden = "rowid" if connection.vendor == "sqlite" else "ctid, xmin"
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT {hidden}, * FROM "{table}"')  # noqa: S608 -- the names come from the database
            columns = [column[0] for column in cursor.description]
            yield table, columns, cursor.fetchall()


def main() -> None:
    from harness import fresh_folder, machine

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--people", type=int, default=8)
    given = parser.parse_args()
    with fresh_folder():
        report = attack(given.rounds, given.people)
        print(machine())
    lots = report.chance()
    orders = len(report.matched)
    shares = {name: report.matched[name] / (report.tried[name] * given.people) for name in report.matched}
    best = max(shares, key=lambda name: shares[name])
    seen = shares["as they were seen to answer"]
    print(f"{given.rounds} askings of {given.people} people, {orders} orders tried")
    print(f"chance: {sum(lots) / LOTS:.1%}, in 95 of 100 draws {lots[LOTS // 40]:.1%} to {lots[-LOTS // 40]:.1%}")
    print(f"as they were seen to answer: {seen:.1%}")
    print(f"the luckiest of all orders: {shares[best]:.1%} ({best})")
    luckiest = lots[-max(LOTS // (40 * orders), 1)]
    print(f"the luckiest of so many draws by lot is up to {luckiest:.1%} in 95 of 100")
    print(f"a store with a row for each answer: {report.naive / report.asked:.1%}")
    print(f"rows that name an asking and a person, besides who answered: {report.mentions}")


if __name__ == "__main__":
    main()
