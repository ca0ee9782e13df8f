"""The labels by which spreadsheets name types instead of by code: those of the Meeting Guide specification.

Facts of github.com/code4recovery/spec, read in 2026 (reference/meeting-guide.md §1.1), in English.
"""

_TABLE = """
11 11th step meditation | 12x12 12 steps & 12 traditions | A secular | ABSI as bill sees it | AF
afrikaans | AL concurrent with alateen | AL-AN concurrent with al-anon | AM amharic | AR arabic | ASL
american sign language | B big book | BA babysitting available | BE newcomer | BG bulgarian | BI
bisexual | BRK breakfast | C closed | CAN candlelight | CF child-friendly | D discussion | DA danish |
DB digital basket | DD dual diagnosis | DE german | DR daily reflections | EL greek | EN english | FA
persian | FI finnish | FF fragrance free | FR french | G gay | GR grapevine | H birthday | HE hebrew |
HI hindi | HR croatian | HU hungarian | IS icelandic | ITA italian | JA japanese | KA georgian | KOR
korean | L lesbian | LGBTQ lgbtq | LIT literature | LS living sober | LT lithuanian | M men | MED
meditation | ML malayalam | MT maltese | N native american | NB non-binary | NDG indigenous | NE nepali
| NL dutch | NO norwegian | O open | OUT outdoor | P professionals | POA proof of attendance | POC
people of color | POL polish | POR portuguese | PUN punjabi | RUS russian | S spanish | SEN seniors | SK
slovak | SL slovenian | SM smoking permitted | SP speaker | ST step study | SV swedish | T transgender |
TC location temporarily closed | TH thai | TL tagalog | TR tradition study | TUR turkish | UK ukrainian
| W women | X wheelchair access | XB wheelchair-accessible bathroom | XT cross talk permitted | Y young
people | ONL online meeting
"""
CODES = {
    label.strip(): code
    for entry in _TABLE.replace("\n", " ").split("|")
    for code, _, label in [entry.strip().partition(" ")]
}
"""Label in small letters to code."""


def code(text: str) -> str:
    """Return the code for a label in any case; what is no label is returned as it is: it may be a code."""
    return CODES.get(" ".join(text.lower().split()), text.strip())
