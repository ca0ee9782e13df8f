"""Letters and words that the patterns of places are made of."""

UP = "A-ZÁÉÍÓÚÑÜÀÂÄÇÈÊÎÔÖÛ"
WORD = rf"[{UP}0-9](?:[\w'’&-]|\.(?=\S)|(?<![\w'’&-]{{4}})\.(?=\s|$))*"
"""A name; only an abbreviation has a full stop at its end."""
UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
"""A postcode of the United Kingdom."""


def tidy(text: str) -> str:
    """Return a piece of an address without what stood between it and its neighbours."""
    return " ".join(text.split()).strip(" ,;:–-(").removesuffix(".")
