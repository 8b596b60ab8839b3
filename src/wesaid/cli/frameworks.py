"""``wesaid frameworks``: the field's frameworks and ways of working, with how sure we are of each part."""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import sys
import textwrap
from collections.abc import Iterable

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid.frameworks import (
    Framework,
    Item,
    Kind,
    PublishedFigure,
    Source,
    Study,
    Verified,
    Way,
    all_frameworks,
    all_ways,
    near,
    review,
)

_WIDTH = 100
_SURE = {
    Verified.SEED: "read in",
    Verified.FOUND: "read in",
    Verified.BACKGROUND: "not confirmed: from general knowledge",
    Verified.UNKNOWN: "not known",
}


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|show")
    listed = actions.add_parser("list", help="name them all")
    shown = actions.add_parser("show", help="everything about one")
    shown.add_argument("name", metavar="NAME", help="as `wesaid frameworks list` names it")
    for one in (listed, shown):
        one.add_argument("--json", action="store_true", help="print JSON")


def _run(options: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # an old terminal without an accent is no reason to stop
    if options.action == "list":
        print(_list_as_json() if options.json else _list_as_text())
        return EXIT_OK
    one = _named(options.name)
    if options.json:
        print(json.dumps(_one_as_values(one), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_framework(one) if isinstance(one, Framework) else _way(one)))
    return EXIT_OK


command = Command(
    summary="the field's frameworks and ways of working, each part with its source and how sure we are of it",
    add_arguments=_add_arguments,
    run=_run,
)


def _named(name: str) -> Framework | Way:
    known: dict[str, Framework | Way] = {framework.name: framework for framework in all_frameworks()}
    known |= {way.id: way for way in all_ways()}
    if name in known:
        return known[name]
    likely = near(name, {key: one.title for key, one in known.items()})
    hint = f"did you mean {' or '.join(likely)}?" if likely else "`wesaid frameworks list` names them all"
    raise UsageError(f"there is no framework '{name}'; {hint}")


def _list_as_json() -> str:
    return json.dumps(
        {
            "frameworks": [
                {
                    "name": one.name,
                    "title": one.title,
                    "kind": one.kind,
                    "year": one.year,
                    "items": len(one.items),
                    "unknown_count": one.unknown_count,
                    "verified": one.verified,
                }
                for one in all_frameworks()
            ],
            "ways": [
                {"name": way.id, "title": way.title, "studies": [study.ref for study in way.studies]}
                for way in all_ways()
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _one_as_values(one: Framework | Way) -> dict[str, object]:
    """Everything there is. An item carries its source; a way of working what was published about it."""
    values: dict[str, object] = dataclasses.asdict(one)
    if isinstance(one, Way):
        values["review"] = dataclasses.asdict(review())
        values["findings"] = [dataclasses.asdict(finding) for finding in one.findings]
        values["figures"] = [dataclasses.asdict(figure) | {"numbers": dict(figure.numbers)} for figure in one.figures]
    else:
        values["verified"] = one.verified
    return values


def _list_as_text() -> str:
    frameworks, ways = all_frameworks(), all_ways()
    width = max(len(name) for name in [*(one.name for one in frameworks), *(way.id for way in ways)])
    lines = ["Frameworks", ""]
    lines += [f"  {one.name:<{width}}  {one.title}{_doubt(one)}" for one in frameworks]
    lines += ["", "Ways of working, with what published studies report of them", ""]
    lines += [f"  {way.id:<{width}}  {way.title} ({_studies(len(way.studies))})" for way in ways]
    return "\n".join([*lines, "", "`wesaid frameworks show NAME` tells everything about one."])


def _doubt(one: Framework) -> str:
    said = ["not confirmed"] if one.verified is Verified.BACKGROUND else []
    said += [f"{one.unknown_count} parts not known"] if one.unknown_count else []
    return f" ({', '.join(said)})" if said else ""


def _studies(count: int) -> str:
    return {0: "no studies", 1: "1 study"}.get(count, f"{count} studies")


def _framework(one: Framework) -> Iterable[str]:
    year = f" ({one.year})" if one.year else ""
    yield one.title
    yield from _wrapped(f"{one.made_by}{year}{f', {one.version}' if one.version else ''}")
    yield ""
    yield from _wrapped(one.purpose)
    yield ""
    # A ladder is read from the top: its highest step comes first.
    items = tuple(reversed(one.items)) if one.kind is Kind.LADDER else one.items
    group = ""
    for item in items:
        if item.group != group:
            group = item.group
            yield f"{group}:"
        yield from _item(item)
    if one.unknown_count:
        yield f"  {one.unknown_count} more are not known to us and left open."
    yield ""
    for note in [*([one.scoring] if one.scoring else []), *one.notes]:
        yield from _wrapped(note, "- ")
    yield ""
    for source in one.sources:
        yield from _source(source)


def _item(item: Item) -> Iterable[str]:
    rank = f"{item.rank}. " if item.rank is not None else "- "
    also = f' ("{item.published_as}")' if item.published_as else ""
    yield from _wrapped(f"{item.name}{also}: {item.description}", f"  {rank}")
    for level in item.levels:
        yield f"     level by {level.by}: {level.level or 'not mentioned'}"
    if item.note:
        yield from _wrapped(item.note, "     ")
    yield from _wrapped(_sure(item.verified, item.read_in), "     ")


def _sure(verified: Verified, read_in: str) -> str:
    return f"[{verified}] {_SURE[verified]}{f' {read_in}' if read_in else ''}"


def _source(source: Source) -> Iterable[str]:
    yield from _wrapped(f"{source.citation} {_where(source.doi, source.no_doi, source.url)}", "source: ")


def _where(doi: str | None, no_doi: str, url: str | None) -> str:
    return f"DOI {doi}" if doi else f"No DOI: {no_doi}.{f' {url}' if url else ''}"


def _way(way: Way) -> Iterable[str]:
    yield way.title
    yield ""
    yield from _wrapped(way.description)
    if way.note:
        yield from _wrapped(way.note, "- ")
    yield from _wrapped(_sure(way.verified, way.read_in))
    yield ""
    yield f"{_studies(len(way.studies))} in Conquer et al. (2024), by number in its references:"
    for study in way.studies:
        yield from _study(study)
    yield ""
    for finding in way.findings:
        refs = ", ".join(map(str, finding.refs))
        yield from _wrapped(f"{'helped' if finding.helped else 'hard'} [{refs}]: {finding.what}", "- ")
    for figure in way.figures:
        yield from _figure(figure)
    yield ""
    for source in {source.key: source for source in (way.source, review())}.values():
        yield from _source(source)


def _study(study: Study) -> Iterable[str]:
    where = f"{study.country}, about {study.conducted_in}" if study.conducted_in else study.country
    said = f"{study.first_author} {study.year}, {where}: {study.provision}; {', '.join(study.ways)}; points"
    yield from _wrapped(
        f"{said} {study.score.words}. {_where(study.doi, study.no_doi, study.url)}", f"  [{study.ref}] "
    )
    for note in study.notes:
        yield from _wrapped(note, "       ")
    for design in study.designs:
        made = "put into practice" if design.implemented else "designed, not put into practice"
        yield from _wrapped(f"{design.what}: {made}. {design.note}", "       ")


def _figure(figure: PublishedFigure) -> Iterable[str]:
    left = f" {figure.unaccounted} are not accounted for." if figure.unaccounted else ""
    kind = "reported by the authors" if figure.author_reported else "measured by others"
    kind += "" if figure.controlled else ", uncontrolled"
    missing = f" Not given: {', '.join(figure.missing)}." if figure.missing else ""
    yield from _wrapped(f"figure [{figure.ref}], {kind}: {figure.what}{left}{missing}", "- ")


def _wrapped(text: str, first: str = "") -> list[str]:
    """Lines of at most :data:`_WIDTH`; later lines stand under the words of the first."""
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
