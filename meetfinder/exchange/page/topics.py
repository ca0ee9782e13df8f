"""What an item of a page is about: recovery and support, or plainly something else that has times too."""

import re
from collections.abc import Sequence
from operator import and_

SEVERAL = 2
"""Items about other things that make a page one of many things."""

_RECOVERY = re.compile(
    r"(?i:\b(?:recover\w*|sober|sobriety|addict\w*|alcohol\w*|al-?anon|alateen|\w*anonymous|an[oó]nim[oa]s|"
    r"(?:12|twelve)[- ]?steps?|step stud(?:y|ies)|big book|dual[- ]diagnos\w*|double trouble|co-?occurring|"
    r"mental (?:health|illness)|bipolar|depress\w+|anxiety|ptsd|trauma|grief|bereave\w*|suicid\w+|overdose|"
    r"wellness (?:group|recovery)|"
    r"\w*anonymes?|\w*anonymen|selbsthilfe\w*|sucht\w*|groupe de parole|"
    r"recuperaci[oó]n|r[eé]tablissement|grupos? de apoyo|groupe de soutien|adicci\w+|alcoh[oó]lic\w*|"
    r"dbsa|nami|smart recovery|grow group)\b)|"
    r"\b(?:A\.?A|N\.?A|C\.?A|CMA|OA|GA|ACA|CoDA|DRA|DTR|DDA|DDR|DRI|MA|HA|SA|SLAA|CR|WRAP|GROW|SMART)\b"
)
_SUPPORT = re.compile(r"(?i)\b(?:support (?:group|meeting)s?|peer (?:support|group)|self-help)\b")
"""What there is for every trouble that people have."""
_BODILY = re.compile(
    r"(?i)\b(?:(?:breast |prostate )?cancer|alzheimer\W?s?|dementia|parkinson\W?s?|diabet\w+|"
    r"multiple sclerosis|"
    r"arthritis|fibromyalgia|stroke|lupus|copd|c(?:o)?eliac|chronic (?:pain|illness)|breast ?feeding|"
    r"lactation|"
    r"bariatric|weight[- ]loss|ostomy|kidney|cardiac|heart (?:failure|disease)|brain injury|epilepsy|"
    r"amputees?|"
    r"hearing loss|low vision|lymphoma|leuk(?:a)?emia|crohn\W?s?|psoriasis|"
    r"pulmonary|mended hearts)\b(?! (?:\w+ )?(?:cent|institute|building|ward|unit|clinic|hospital|house))"
)
_ACTIVITY = re.compile(
    r"(?i)\b(?:bingo|euchre|pinochle|cribbage|canasta|mah-?jongg?|ping[- ]pong|karaoke|trivia|bridge club|"
    r"play(?:ing)? cards|will be played|cards (?:and|from|\d)|chess|bowling|outings?|"
    r"(?:shopping|field|bus) trips?|"
    r"food (?:shelf|shelves|pantry|bank|distribution)|pantry|soup kitchen|clothes closet|"
    r"thrift (?:shop|store)|"
    r"farmers['\u2019]? market|market (?:is|will|runs|opens)|flea market|rummage|bake sale|weigh-?in|"
    r"blood (?:drive|draw|pressure)s?|vaccin\w+|flu shots|specimen\w*|hik(?:es?|ing)|"
    r"(?:community|free|sunday|saturday|advent|lenten|pancake|fish|"
    r"men['\u2019]s|women['\u2019]s|seniors?['\u2019]?|prayer) "
    r"(?:meals?|breakfast|supper|dinner|lunch(?:eon)?)(?! (?:group|meeting))|"
    r"congregate meals?|meals on wheels|"
    r"partial hospitali[sz]ation|intensive outpatient|(?-i:\bPHP\b|\bIOP\b)|(?:free|guided) tours?|"
    r"choirs?(?! (?:room|loft))|rehearsals?|(?:band|orchestra|chorus) practice|barbershop|"
    r"(?:have|having|has|meets? for) (?:lunch|breakfast|brunch|dinner|coffee) (?:together )?(?:at|in)|"
    r"walk (?:along|with|through|around)|(?:village|township|county|tribal) council|trustees|"
    r"(?:crime|neighborhood) watch|lodge (?:no\. ?)?\d+|divorce education|"
    r"(?:women['\u2019]s|garden|camera|chess|dance|car|rotary|glee|computer|astronomy|stamp|gun|yacht) club|"
    r"(?<!time of )worship(?! cent| hall)|sunday school|bible study|vespers|holy communion|eucharist|"
    r"rosary|confessions|(?:advent|lenten|church|prayer|memorial|funeral|evening|morning|sunday) services?|"
    r"funeral|wedding|misas?|catecismo|rosario|ensayo|loter[ií]a|"
    r"quilt\w*|knitting|crochet\w*|sewing|crafts?|"
    r"(?:art|pottery|dance|exercise|fitness|esl|english) class(?:es)?|"
    r"(?:irish|line|square|ballroom|folk) danc\w+|dancing|zumba|pilates|tai chi|aerobics|yoga|toddlers?|"
    r"preschool|story ?time|story hour|playgroup|scouts?|book club|movie (?:night|matinee)|"
    r"(?:christmas|holiday|halloween|birthday|tea|dance|block) party|committee|town council|city council|"
    r"school board|board of (?:education|supervisors|selectmen|directors)|commissioners|advisory board|"
    r"(?:aspiring|new|would-be|prospective|potential) volunteers|volunteer (?:training|orientation)|"
    r"public (?:meetings?|hearings?)|curfew|chores|lights out|bedtime|wake-up(?=\W*$))\b"
    r"(?! (?:studios?|homes?|house|hall|hut|rooms?|building|cent(?:er|re)|school|academy|wing|entrance)\b)|"
    r"^\W*(?:.{0,30}[\d:.]{1,5}\s*(?:[ap]\.?m\.?)?\W*)?(?:art|gym|lunch|dinner|breakfast)\W*"
    r"(?:\d(?:(?!\bmeeting\b).)*)?$|"
    r"(?-i:\bMass(?:es)?\b(?!\.))",
    re.MULTILINE,
)
"""Things of towns, churches and houses that nobody would take for a meeting of a recovery group."""
_SOCIETY = re.compile(
    r"(?i)^\W*(?:the )?(?:(?!\w+days?\b)[^\s:,;\d]+ ){0,5}?"
    r"(?:lions|legion|rotary|kiwanis|optimists?|v\.?f\.?w\.?|veterans|"
    r"tops|"
    r"4-h|beekeepers?|historical society|genealogical society|garden club|lions club|knights of columbus|"
    r"republicans|democrats|ministerial|association|league|coalition)\b"
    r"(?: (?:club|auxiliary|association|society|post(?: \d+)?|chapter(?: \d+)?))*"
    r"(?:\s*\([^()\n]*\))?\s*(?:[:\u2013\u2014-]|$|,? (?:will )?(?:meets?|holds?)\b)"
)
"""A society at the head of an item; its hall may be the place of a meeting."""
_VERB = re.compile(r"(?i)\b(?:meets?|gathers?|starts?|begins?|se re[u\u00fa]nen?)\b")
"""What stands behind it is what a group does when it meets, and not its name."""
_LIST = re.compile(
    r"(?i)\b(?:meetings?|groups?|fellowships?|anonymous|al-?anon|"
    r"reuniones|grupos?|an[oó]nim[oa]s)\b|\b(?-i:AA|NA|DRA|DTR|DBSA)\b"
)
_LEAD_END = re.compile(r":|\s[-\u2013\u2014]{1,2}\s|\u2014")
_LONGEST_LEAD = 80
_HISTORY = re.compile(
    r"(?i)(?:our |the |a (?:brief|short) )?history(?: of\b.{1,80})?|how (?:it|we) (?:all )?(?:began|started)"
)
_HOURS_HEAD = re.compile(
    r"(?i)(?:(?:our|opening|office|business|clinic|drop-in|program|center|centre) )?hours(?: of operation)?|"
    r"[^\n.]{0,60}\b(?:is|are) open|opening times?|(?:daily|house|weekday) schedule|[^\n]{0,30}\bbookings"
)
"""What stands alone over the hours of a house."""


def is_recovery(text: str) -> bool:
    """Say whether words tell of recovery, a fellowship or support, and of no illness of the body."""
    if _RECOVERY.search(text) is not None:
        return True
    return _SUPPORT.search(text) is not None and not is_bodily(text)


def is_bodily(text: str) -> bool:
    """Say whether words name an illness of the body, whose support groups are none of ours."""
    return _BODILY.search(text) is not None


def is_other(text: str) -> bool:
    """Say whether words name plainly something that is no meeting, and nothing of recovery."""
    verb = _VERB.search(text)
    named = _ACTIVITY.search(text, 0, verb.end() if verb else len(text)) or _SOCIETY.search(text)
    return (named is not None or is_bodily(text)) and not is_recovery(text)


def heads_meetings(heading: str) -> bool:
    """Say whether a heading stands over a list of recovery meetings, which need not say so themselves."""
    return is_recovery(heading) and _LIST.search(heading) is not None


def heads_hours(heading: str) -> bool:
    """Say whether a heading stands over the hours of a house, among which a meeting says what it is."""
    return _HOURS_HEAD.fullmatch(heading.strip(" *#:\n")) is not None


def heads_history(heading: str) -> bool:
    """Say whether a heading stands over how a group began, where days and times are those of old."""
    return _HISTORY.fullmatch(heading.strip(" *#:\n")) is not None


def others_in(parts: Sequence[tuple[int, int, bool]], text: str) -> list[bool]:
    """Say of sentences that tell days or times whether they are about other things.

    A part is its start, its end and whether it tells a time. Among several of other things, or below the
    hours of a house, a line that names nothing of recovery is about something else too.
    """
    named = [is_recovery(text[start:end]) for start, end, _ in parts]
    lines = [_line(text, start) for start, _, _ in parts]
    others = [
        not names and (is_other(text[start:end]) or is_other(_lead(line)) or _goes_on(text, start, end))
        for (start, end, _), names, line in zip(parts, named, lines, strict=True)
    ]
    times = [is_timed for _, _, is_timed in parts]
    mixed = sum(map(and_, others, times)) >= SEVERAL or heads_hours(text.strip().partition("\n")[0])
    if not mixed or not any(map(and_, named, times)):
        return others
    beside = {line for line, other in zip(lines, others, strict=True) if other}
    return [
        not names and (line in beside or not is_recovery(line))
        for names, line in zip(named, lines, strict=True)
    ]


def _line(text: str, position: int) -> str:
    begins, ends = text.rfind("\n", 0, position + 1) + 1, text.find("\n", position + 1)
    return text[begins : ends if ends >= 0 else len(text)]


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether a sentence that names no group goes on with its line: "Flu shots. M-F 1-4 pm"."""
    begun = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(begun.strip()) and _LIST.search(text[start:end]) is None and is_other(begun)


def _lead(line: str) -> str:
    """Return what stands before the first colon or dash of a line, which names the item; or an empty text."""
    found = _LEAD_END.search(line[:_LONGEST_LEAD])
    return line[: found.start()] if found else ""
