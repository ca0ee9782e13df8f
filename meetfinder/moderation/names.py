"""Finds full names of people in public words and leaves the first name with an initial, as meetings do.

A capital proves nothing: streets, towns and churches have them too. So a name counts only where the words
around it are about a person: after "contact", before a number, at somebody's home, before "chairs".
"""

import re

_WORD = (
    r"(?:Mc|Mac|O['\u2019]|De|D['\u2019])?[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:-[A-Z][a-z\u00df-\u00ff]+)?"
)
_RUN = rf"(?P<name>{_WORD}(?:[ \t](?:{_WORD}|[A-Z]\.?(?![\w'\u2019])))*)(?![\w\u2019'])"
_ROLE = (
    r"(?:chair(?:person|man|woman)?|secretary|treasurer|gsr|isr|host|leader|facilitator|co-?ordinator|organi[sz]er|"
    r"representative|rep|speaker|sponsor|trusted\sservant|contact(?:\sperson)?|info(?:rmation)?)"
)
_CUE = (
    rf"(?:contact|call|text|e-?mail|phone|message|ask(?:\sfor)?|c/o|reach(?:\sout\sto)?|in\stouch\swith|"
    rf"(?:speak|talk)\s(?:to|with)|(?:chaired|led|hosted|facilitated)\sby|questions\sto|{_ROLE}(?:\s(?:is|are))?)"
)
_AFTER_CUE = re.compile(rf"(?<!\w)(?i:{_CUE})\s*[:\u2013-]?\s+{_RUN}")
_AT_HOME = re.compile(rf"(?<!\w)(?i:home|house|residence|apartment|flat)\s+of\s+{_RUN}")
_OWN_HOME = re.compile(
    rf"(?<!\w){_RUN.rsplit('(?!', 1)[0]}(?=['\u2019]s\s+(?i:home|house|residence|apartment|flat|place)\b)"
)
_BEFORE_ROLE = re.compile(
    rf"(?<!\w){_RUN}(?=\s+(?:leads|chairs|hosts|facilitates|is\s+(?:the|our|your)\s+(?i:{_ROLE})))"
)
_BEFORE_NUMBER = re.compile(
    rf"(?<!\w){_RUN}(?=\s*(?:[,:\u2013-]|at|on)?\s*\(?(?:\+?\d[\d\s().-]{{6,}}\d|[\w.+-]+@[\w-]+\.))"
)
_COMMON_GIVEN = """
Alan Alice Amy Andrea Andrew Angela Ann Anna Anne Barbara Betty Bill Bob Brian Carl Carol Charles Charlie
Chris Christine Cindy Craig Dan Daniel Dave David Debbie Deborah Dennis Diane Donald Donna Doug Ed Edward
Elizabeth Emily Eric Frank Fred Gary George Greg Helen Henry Jack James Jane Janet Jason Jeff Jennifer
Jerry Jessica Jim Joan Joe John Jon Joseph Joyce Judy Julie Karen Kate Kathy Keith Kelly Ken Kevin Kim
Larry Laura Linda Lisa Margaret Maria Mark Martha Martin Matt Michael Michelle Mike Nancy Nick Pam Pat
Patricia Patrick Paul Paula Peter Phil Ralph Rachel Richard Rick Rob Robert Roger Ron Ruth Ryan Sam
Sandra Sarah Scott Sharon Stephanie Stephen Steve Steven Sue Susan Teresa Terry Thomas Tim Tom Tony
Walter Wayne William
"""
_POSSESSED = re.compile(
    rf"(?<!\w)(?<!St\. )(?<!St )(?<!Saint )(?<!Mother )"
    rf"(?P<name>(?:{'|'.join(_COMMON_GIVEN.split())}) {_WORD})"
    r"(?=['\u2019]s\s+(?:\w+\s+){0,2}(?i:group|meeting|study)\b)"
)
"""Two names before somebody's own group; what is called after people, a church or a hospital, is no group."""
_KINDS_OF_PEOPLE = frozenset(
    ("men", "women", "people", "beginner", "newcomer", "speaker", "veteran", "survivor", "mover")
)
_MOST_WORDS = 3

_PLACES_AND_THINGS = """
a aa aca afg al alano alanon alateen all and anonymous answering any april area association at
august avenue bank baptist beach bible big blue book building by cafe camp campus canyon center central
centre chapel christian church city clean clock closed club clubhouse coffee college committee
community conference conscience contact coordinator council county creek crest daily day december
dial discord district door drive east eastern elementary email enter entrance episcopal facebook
facility family february fellowship fire first for free friday friends front garden gardens general
google grace green group groups grove gsr hall health heights help helpline high hill hills holy
home hope hospital hot hotline house hub id in info information inn intergroup january join july
june kitchen lake las latter library line link literature little live living local lodge los
lutheran main march masks may medical meeting meetings members memorial men mens methodist mission
mobile monday moose more mount mountain museum national new night no north november number october
of office old on one online only open or our pacific parish park parking passcode password pastor
path phone pine place plaza please point presbyterian public rancho rd reading ready rear recovery
recreation red reflections region representative resource road room sacred saint salvation san santa
saturday school secretary see senior september serenity service services side skype sober society
soul south spanish speaker springs st state station step steps stop street study sunday support tap
tbd teams text the this thursday time to toll tower town tradition traditions treasurer trinity
tuesday united unity universalist university up us usa va valley van veterans video village wake we
web webinar website wednesday west whatsapp whittier women womens wood world young your youth zelle
zoom
"""
_ILLNESSES = """
addiction adhd alcoholism alzheimer alzheimers anorexia anxiety bereavement bipolar bulimia cancer dementia
depression depressive diabetes diagnosis disorder disorders grief illness manic mania mental ocd parkinson
parkinsons phobia psychosis ptsd schizoaffective schizophrenia trauma
"""
"""What support groups are named after, which stands where a surname would: "contact Elmton Bipolar Group"."""
_NO_NAME = frozenset((_PLACES_AND_THINGS + _ILLNESSES).split())
"""Words that stand with a capital after "contact" or before a number and belong to no one's name."""
_GIVEN = "ann anne beth bob ellen jane jean jo joe john kay lee lou lynn mae marie mary may paul ray rose sue"
_SECOND_GIVEN = frozenset(_GIVEN.split())


def without_surnames(text: str) -> str:
    """Return `text` with every surname that is recognised cut to its initial: "John S." for a full name."""
    for pattern in (_AFTER_CUE, _AT_HOME, _OWN_HOME, _BEFORE_ROLE, _BEFORE_NUMBER):
        text = pattern.sub(_shortened, text)
    return _POSSESSED.sub(_possessor, text)


def _possessor(found: re.Match[str]) -> str:
    plain = found["name"].split()[-1].lower() in _KINDS_OF_PEOPLE
    return found["name"] if plain else _initial(found["name"])


def _shortened(found: re.Match[str]) -> str:
    start, end = found.span("name")
    before, after = found.string[found.start() : start], found.string[end : found.end()]
    return before + _initial(found["name"]) + after


def _initial(run: str) -> str:
    """Cut the surname in a run of words with capitals; return the run as it is when it is no one's name."""
    words = run.split()
    rest = 0
    while rest < len(words) and words[-1 - rest].lower() in _NO_NAME:
        rest += 1
    name, tail = words[: len(words) - rest], words[len(words) - rest :]
    family = name[-1] if name else ""
    plain = not 1 < len(name) <= _MOST_WORDS or any(word.lower() in _NO_NAME for word in name)
    if plain or len(family.rstrip(".")) == 1 or (len(name) == len("ab") and family.lower() in _SECOND_GIVEN):
        return run
    return " ".join([*name[:-1], f"{family[0]}.", *tail])
