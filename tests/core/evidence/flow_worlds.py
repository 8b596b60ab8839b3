"""Made reviews whose true numbers are counted another way: by the fate drawn for each record, before it is written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import strategies as st

from wesaid.evidence.flow import Origin, RecordDecisions, Removal

REASONS = ("not about integrated care", "no service users took part")
STUDIES = ("Ada", "Bo", "Cy")
SOURCES = {
    Origin.DATABASE: ("MEDLINE", "CINAHL"),
    Origin.REGISTER: ("ISRCTN",),
    Origin.OTHER: ("Websites", "Citation searching"),
}
MAIN = ("duplicate", "automation", "other reason", "screened out", "not retrieved", *REASONS, *STUDIES)
OTHER = ("duplicate", "screened out", "not retrieved", *REASONS, *STUDIES)


@st.composite
def lots(draw: st.DrawFn) -> list[tuple[Origin, str, str]]:
    """For each record where it was found and what became of it. The first one stays: it can be duplicated."""
    main = st.tuples(st.sampled_from([Origin.DATABASE, Origin.REGISTER]), st.sampled_from(MAIN))
    other = st.tuples(st.just(Origin.OTHER), st.sampled_from(OTHER))
    drawn = [(Origin.DATABASE, "screened out"), *draw(st.lists(st.one_of(main, other), max_size=30))]
    return [(origin, draw(st.sampled_from(SOURCES[origin])), fate) for origin, fate in drawn]


def written(lot: Sequence[tuple[Origin, str, str]]) -> list[RecordDecisions]:
    """The same review as a list of decisions."""
    return [_record(f"r{number}", *one) for number, one in enumerate(lot)]


def _record(key: str, origin: Origin, source: str, fate: str) -> RecordDecisions:
    come: dict[str, object] = {"id": key, "source": source, "origin": origin}
    if fate == "duplicate":
        come["duplicate_of"] = "r0"
    elif fate in {"automation", "other reason"}:
        come["removed"] = Removal(fate)
    else:
        come["screened"] = fate != "screened out"
        if come["screened"]:
            come["retrieved"] = fate != "not retrieved"
        if fate in REASONS:
            come["excluded_because"] = fate
        if fate in STUDIES:
            come["study"] = fate
    return RecordDecisions(**come)  # type: ignore[arg-type]


def truth(lot: Sequence[tuple[Origin, str, str]]) -> dict[str, int]:
    """Every box of the template, by counting fates."""
    main = Counter(fate for origin, _source, fate in lot if origin is not Origin.OTHER)
    other = Counter(fate for origin, _source, fate in lot if origin is Origin.OTHER)
    origins = Counter(origin for origin, _source, _fate in lot)

    def some(fates: Counter[str], *which: str) -> int:
        return sum(fates[fate] for fate in which)

    counts = {
        "databases": origins[Origin.DATABASE],
        "registers": origins[Origin.REGISTER],
        "identified": main.total(),
        "duplicates_removed": main["duplicate"],
        "after_duplicates": main.total() - main["duplicate"],
        "automation_removed": main["automation"],
        "other_removed": main["other reason"],
        "records_screened": some(main, "screened out", "not retrieved", *REASONS, *STUDIES),
        "records_excluded": main["screened out"],
        "reports_sought": some(main, "not retrieved", *REASONS, *STUDIES),
        "reports_not_retrieved": main["not retrieved"],
        "reports_assessed": some(main, *REASONS, *STUDIES),
        "reports_excluded": some(main, *REASONS),
        "studies_included": len({fate for _origin, _source, fate in lot if fate in STUDIES}),
        "reports_included": some(main + other, *STUDIES),
    }
    if other:
        counts |= {
            "reports_eligible": some(main, *STUDIES),
            "other_identified": other.total(),
            "other_set_aside": some(other, "duplicate", "screened out"),
            "other_sought": some(other, "not retrieved", *REASONS, *STUDIES),
            "other_not_retrieved": other["not retrieved"],
            "other_assessed": some(other, *REASONS, *STUDIES),
            "other_excluded": some(other, *REASONS),
            "other_eligible": some(other, *STUDIES),
        }
    return counts
