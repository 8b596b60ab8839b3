"""Who spoke first among guests without a name, and who asked what? Whoever has the whole database, and saw them, only guesses.

    python benchmarks/linkage_guests.py [--rounds 200] [--people 8]

In each round so many people say something with one invitation, some with a photograph; none gives a name. Each also asks
what a word means, and for something in another form. An attacker saw in which order they sat down to it. They take every table
as it is stored (its hidden row numbers on SQLite, places and transactions on PostgreSQL), order what was said and what was asked
by place and by each column, forwards and backwards, and lay that beside the order they saw; and they lay every order of questions
beside every order of what was said, to find whose question it is without having seen anybody. Chance is what drawing lots gets.
The same attack, where rows stay in the order in which they came, gets all.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

LOTS = 4000
WITH_PHOTOGRAPH = 2  # so many of the people of a round add one, on average
Dump = Callable[[], Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]]
"""Every table with everything in it, in the order in which it is stored: ``linkage.dump``."""


@dataclass
class Report:
    """How many were put at their place, by the order that was tried; in how many rounds; rows that name any of them.

    Drawing lots puts one of them at its place in each round, on average, however many they are.
    """

    matched: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    mentions: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def count(self, name: str, found: list[str], right: list[str]) -> None:
        """One order that was tried, beside the right one."""
        self.tried[name] += 1
        self.matched[name] += sum(a == b for a, b in zip(found, right, strict=True))

    def by_round(self) -> dict[str, float]:
        """How many in each round, on average."""
        return {name: self.matched[name] / self.tried[name] for name in self.matched}


def chance(rounds: int, people: int, seed: int = 0) -> list[float]:
    """What drawing lots gets over so many rounds, many times: how many in each round, from the least to the most."""
    lots, found = random.Random(seed), []
    order = list(range(people))
    for _number in range(LOTS):
        right = sum(
            sum(one == other for one, other in zip(lots.sample(order, people), order, strict=True))
            for _round in range(rounds)
        )
        found.append(right / rounds)
    return sorted(found)


def attack(dump: Dump, rounds: int, people: int, *, mixed: bool = True, seed: int = 0) -> Report:
    """Speak so many times, and after each round try every order there is.

    Args:
        mixed: whether rows are stored anew in an order drawn by lot, as the product does.
    """
    from wesaid_web.people.models import User

    report, dice = Report(), random.Random(seed)
    lead = User.objects.create_user(email="lead@example.invalid", name="Lead")
    with nullcontext() if mixed else _in_the_order_in_which_they_came():
        for number in range(rounds):
            seen = speak(f"Round {number}", lead, people, dice)
            found = {kind: list(orders(dump, set(keys), report)) for kind, keys in seen.items()}
            for kind, keys in seen.items():
                for name, order in both_ways(found[kind]):
                    some = [key for key in keys if key in set(order)]  # a table can have some of them only
                    report.count(name, order, some)
            for kind in ("word", "form"):
                lay_beside(report, f"{kind} and words", both_ways(found["said"]), found[kind], seen["said"], seen[kind])
    return report


@contextmanager
def _in_the_order_in_which_they_came() -> Iterator[None]:
    """Nothing is stored anew."""
    with ExitStack() as stack:
        for place in ("trail.actions.guest_words", "trail.actions.formats", "projects.glossary_actions"):
            stack.enter_context(patch(f"wesaid_web.{place}.mix"))
        yield


Order = tuple[str, list[str]]


def both_ways(found: Iterable[Order]) -> Iterator[Order]:
    """Each order, and the same from its end."""
    for name, order in found:
        yield name, order
        yield f"{name}, backwards", order[::-1]


def lay_beside(
    report: Report, name: str, said: Iterator[Order], asked: list[Order], words: list[str], questions: list[str]
) -> None:
    """Take the first question for that of whoever the first words are of, and so on, in every pair of orders there is."""
    whose = dict(zip(questions, words, strict=True))
    for one, order in said:
        for other, asking in asked:
            if len(order) == len(asking) == len(words):
                report.count(f"{name}: {one} beside {other}", order, [whose[key] for key in asking])


def speak(name: str, lead: Any, people: int, dice: random.Random) -> dict[str, list[str]]:
    """One round. The ids of what was said and what was asked, in the order in which people did; their words tell nothing of it."""
    from wesaid_web.projects.actions import create_project
    from wesaid_web.projects.glossary_actions import ask_word
    from wesaid_web.trail.actions import files, formats, guest_words, guests
    from wesaid_web.trail.models import InForm, PagesOf

    project = create_project(name=name, by=lead)
    leading = project.members.get()
    name_contacts(leading)
    made = guests.invite_guests(project=project, label="", days=1, most=people, by=leading)
    hats = list(project.perspectives.all())
    seen: dict[str, list[str]] = {"said": [], "word": [], "form": []}
    for place in range(people):
        photo = None
        if place in dice.sample(range(people), WITH_PHOTOGRAPH):
            photo = files.keep_for_guest(project=project, upload=picture())
        said = guest_words.GuestSaid(text=f"Words {dice.random()}", perspective=dice.choice(hats))
        row = guest_words.say(invitation=made.invitation, said=said, codes=guest_words.Codes.new(), photo=photo)
        seen["said"].append(row.pk.hex)
        word = f"Word {dice.random()}"
        ask_word(project=project, word=word, where="", by=None)
        seen["word"].append(project.word_questions.get(word=word).pk.hex)
        asked = formats.Of(page=dice.choice(list(PagesOf)))
        form = formats.ask(project=project, of=asked, kind=dice.choice(list(InForm)), say_who=False, by=None)
        seen["form"].append(form.pk.hex)
    return seen


def name_contacts(leading: Any) -> None:
    """Whom people can tell a worry, without which nobody is invited."""
    from wesaid_web.support.concern_actions import Contact, Outside, set_contacts

    set_contacts(
        project=leading.project,
        lead=Contact("Lead", "01632 960 001", leading),
        deputy=Contact("Deputy", "01632 960 002"),
        outside=Outside("Outside", "01632 960 003", "Always", "Harm"),
        read_within=2,
        keep_months=24,
        edition=0,
        by=leading,
    )


def picture() -> Any:
    """A small photograph, as a browser would send it."""
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "JPEG")
    return SimpleUploadedFile("x.jpg", out.getvalue(), content_type="image/jpeg")


def orders(dump: Dump, said: set[str], report: Report) -> Iterator[tuple[str, list[str]]]:
    """Every order of what was said in any table: as stored, and by each of its columns."""
    for table, columns, rows in dump():
        about = [(key, row) for row in rows for key in _named(row, said)]
        report.mentions[table] += len(about)
        if len({key for key, _row in about}) < WITH_PHOTOGRAPH:
            continue
        yield f"{table}, as stored", _once(key for key, _row in about)
        for place, column in enumerate(columns):
            ranked = sorted(about, key=lambda pair: json.dumps(pair[1][place], default=str))
            yield f"{table} by {column}", _once(key for key, _row in ranked)


def _named(row: tuple[Any, ...], said: set[str]) -> list[str]:
    texts = {str(value).replace("-", "") for value in row}
    return sorted(texts & said)


def _once(order: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(order))


def main() -> None:
    from harness import fresh_folder, machine
    from linkage import dump

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--people", type=int, default=8)
    given = parser.parse_args()
    with fresh_folder():
        report = attack(dump, given.rounds, given.people)
        print(machine())
    lots, shares = chance(given.rounds, given.people), report.by_round()
    best = max(shares, key=lambda name: shares[name])
    luckiest = lots[-max(LOTS // (40 * len(shares)), 1)]
    print(
        f"{given.rounds} rounds of {given.people} guests without a name, {len(shares)} orders and pairs of orders tried"
    )
    low, high = lots[LOTS // 40], lots[-LOTS // 40]
    print(f"put at their place by chance: {sum(lots) / LOTS:.2f} a round, in 95 of 100 {low:.2f} to {high:.2f}")
    print(f"by the luckiest of all orders: {shares[best]:.2f} ({best})")
    print(f"by the luckiest of so many draws by lot: up to {luckiest:.2f} in 95 of 100")
    print(f"rows that name what a guest said or asked: {dict(found for found in report.mentions.items() if found[1])}")


if __name__ == "__main__":
    main()
