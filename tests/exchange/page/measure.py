"""Sets what is read of pages beside what they say: right, wrong or blank, for each meeting and field."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.draft import Draft

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
FIELDS = ("day", "time", "weeks", "place", "mode")
RIGHT, WRONG, BLANK = "right", "wrong", "blank"
TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Sample:
    """A page written for the purpose, and its meetings as a careful reader would note them."""

    file: str
    number: int
    layout: str
    text: str
    meetings: tuple[dict[str, str], ...]


def samples(file: str) -> list[Sample]:
    found = []
    parts = re.split(r"^=== ", (TEXTS / f"{file}.txt").read_text(), flags=re.MULTILINE)[1:]
    for number, part in enumerate(parts, start=1):
        head, _, rest = part.partition("\n")
        text, _, expected = rest.rpartition("\n---\n")
        layout = head.partition(" | ")[0]
        meetings = tuple(_meeting(line) for line in expected.strip().split("\n"))
        found.append(Sample(file, number, layout, text, meetings))
    return found


def judged(sample: Sample, drafts: Sequence[Draft]) -> list[dict[str, str]]:
    """Return a verdict for each field of each meeting; a draft that is no meeting of the page is wrong."""
    left = list(drafts)
    found = []
    for meeting in sorted(sample.meetings, key=lambda item: "?" in item.values()):
        best = max(left, key=lambda draft: _nearness(meeting, draft), default=None)
        if best is None or _nearness(meeting, best) == 0:
            found.append(dict.fromkeys(FIELDS, BLANK))
            continue
        left.remove(best)
        found.append({field: _verdict(field, meeting[field], said(best)[field]) for field in FIELDS})
    return found + [dict.fromkeys(FIELDS, WRONG) for _ in left]


def table(verdicts: Iterable[tuple[str, dict[str, str]]]) -> str:
    """Return the verdicts as a table: a line for each layout, and all together."""
    by_layout: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for layout, verdict in verdicts:
        by_layout[layout].append(verdict)
        by_layout["all"].append(verdict)
    lines = [f"{'layout':<18}{'meetings':>9}" + "".join(f"{field:>16}" for field in (*FIELDS, "first four"))]
    for layout, found in sorted(by_layout.items(), key=lambda item: item[0] == "all"):
        cells = [Counter(verdict[field] for verdict in found) for field in FIELDS]
        cells.append(Counter(whole(verdict) for verdict in found))
        shown = (f"{count[RIGHT]:>6}/{count[WRONG]}/{count[BLANK]}".rjust(16) for count in cells)
        lines.append(f"{layout:<18}{len(found):>9}" + "".join(shown))
    return "\n".join(lines) + "\n(right/wrong/blank)"


def whole(verdict: dict[str, str]) -> str:
    """Judge day, time, weeks and place together."""
    found = {verdict[field] for field in FIELDS[:4]}
    return WRONG if WRONG in found else BLANK if BLANK in found else RIGHT


def said(draft: Draft) -> dict[str, str]:
    """Return a draft as the samples note meetings."""
    time = "?" if draft.start_minute is None else _clock(draft.start_minute)
    if draft.duration_minutes and draft.start_minute is not None:
        time += f"-{_clock(draft.start_minute + draft.duration_minutes)}"
    rule = draft.recurrence
    weeks = "?"
    if rule is not None:
        nths = ",".join("last" if nth == -1 else str(nth) for nth in rule.nths)
        weeks = {"weekly": "weekly", "every_n_weeks": f"{rule.interval}w", "monthly": nths}[rule.kind]
    place = "; ".join(part or "-" for part in (draft.where.venue, draft.where.street, draft.where.city))
    return {
        "day": "?" if draft.weekday is None else DAYS[draft.weekday],
        "time": time,
        "weeks": weeks,
        "mode": draft.attendance or "?",
        "place": "-" if set(place) <= set("-; ") else place,
    }


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _meeting(line: str) -> dict[str, str]:
    day, time, weeks, mode, place = line.split(" ", 4)
    return {"day": day, "time": time, "weeks": weeks, "mode": mode, "place": place}


def _nearness(meeting: dict[str, str], draft: Draft) -> int:
    found = said(draft)
    return sum(_verdict(field, meeting[field], found[field]) == RIGHT for field in FIELDS[:4]) + (
        2 * (meeting["day"] == found["day"])
    )


def _verdict(field: str, wanted: str, found: str) -> str:
    if field == "place":
        return _of_place(wanted, found)
    if wanted == found:
        return RIGHT
    if found == "?":
        return BLANK
    if field == "time" and found != "?" and wanted.startswith(found):
        return BLANK  # The start is right and the end is not told.
    return WRONG


def _of_place(wanted: str, found: str) -> str:
    if wanted == "-" or found == "-":
        return RIGHT if wanted == found else WRONG if wanted == "-" else BLANK
    verdicts = set()
    for one, other in zip(wanted.split("; "), found.split("; "), strict=True):
        if one == "?":
            continue
        a, b = (normal(text).removeprefix("the ") for text in (one, other))
        if other == "-" or one == "-":
            verdicts.add(RIGHT if one == other else WRONG if one == "-" else BLANK)
        else:
            verdicts.add(RIGHT if a in b or b in a else WRONG)
    return WRONG if WRONG in verdicts else BLANK if BLANK in verdicts else RIGHT
