"""How the status engine grows: the time of 2,000 events over that of 200, and the cost of a small agreement.

    python bench/lifecycle.py

Each figure is processor time, the best of several runs, so that a busy machine does not make it worse. The same life is
measured at both sizes: five acts per party, dates partly known to the month or year, one contested act in the third
shape; then one party that joins and leaves a thousand times.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from relations.lifecycle import derive, read_case

Case = tuple[dict[str, Any], list[dict[str, Any]]]
SIZES = (200, 2000)


def agreement(**terms: Any) -> dict[str, Any]:
    return {"scope": "multilateral", "bindingness": "binding", "record_complete": True, "negotiating": [], **terms}


def multilateral(events: int, date: Callable[[int, int], str], contested: bool = False) -> Case:
    """Five acts per party: signature, consent, suspension, resumption, notice of withdrawal."""
    kinds = ("signature", "ratification", "suspension", "resumption", "withdrawal")
    acts: list[dict[str, Any]] = [
        {"id": f"{party}-{place}", "kind": kind, "party": f"P{party}", "date": date(1950 + 4 * place, party)}
        for party in range(events // len(kinds))
        for place, kind in enumerate(kinds)
    ]
    if contested:
        acts[-1]["contested"] = True
    entry = {"rule": "nth_consent", "n": 20, "delay": {"n": 30, "unit": "days"}}
    terms = agreement(entry_into_force=entry, withdrawal={"allowed": True, "delay": {"n": 1, "unit": "years"}})
    return terms, acts


def one_party(events: int) -> Case:
    """One busy party: consent and notice of withdrawal in turn, every date known to the year only."""
    acts = [
        {
            "id": f"{number:04}",
            "kind": ("accession", "withdrawal")[number % 2],
            "party": "A",
            "date": f"{1000 + number // 2}",
            "order": number,
        }
        for number in range(events)
    ]
    terms = agreement(
        entry_into_force={"rule": "nth_consent", "n": 1}, withdrawal={"delay": {"n": 6, "unit": "months"}}
    )
    return terms, acts


def exact(year: int, party: int) -> str:
    return f"{year}-{party % 12 + 1:02}-{party % 28 + 1:02}"


def vague(year: int, party: int) -> str:
    return (f"{year}", exact(year, party)[:7], exact(year, party))[party % 3]


SHAPES: dict[str, Callable[[int], Case]] = {
    "exact dates": lambda events: multilateral(events, exact),
    "vague dates": lambda events: multilateral(events, vague),
    "vague and contested": lambda events: multilateral(events, vague, contested=True),
    "one busy party": one_party,
}
SMALL: Case = (
    agreement(scope="bilateral", negotiating=["IND", "RUS"], entry_into_force={"rule": "exchange_of_instruments"}),
    [
        {"id": "e1", "kind": "signature", "party": "IND", "date": "2001-07-16"},
        {"id": "e2", "kind": "signature", "party": "RUS", "date": "2001-07-16"},
        {"id": "e3", "kind": "instrument_exchange", "party": "IND", "date": "2002-02-28"},
        {"id": "e4", "kind": "instrument_exchange", "party": "RUS", "date": "2002-02-28"},
        {"id": "e5", "kind": "entry_into_force", "party": None, "date": "2002-02-28"},
    ],
)


def best(case: Case, runs: int) -> float:
    """Processor seconds of the fastest run, reading included."""
    times = []
    for _ in range(runs):
        start = process_time()
        derive(*read_case(*case))
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    for name, shape in SHAPES.items():
        small, large = (best(shape(size), runs) for size, runs in zip(SIZES, (15, 5), strict=True))
        ratio = large / small
        print(f"{name:20} {small * 1000:8.1f} ms for {SIZES[0]}, {large * 1000:8.1f} ms for {SIZES[1]}: × {ratio:.1f}")
    print(f"{'small agreement':20} {best(SMALL, 300) * 1000:8.2f} ms for {len(SMALL[1])} events")


if __name__ == "__main__":
    main()
