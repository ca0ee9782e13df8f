"""The text in the bytes of a saved page: HTML, plain text, or a browser's single file (MHTML). Pure."""

import codecs
import email
import email.policy
import re

from meetfinder.intake.fetch import Unreadable

_HEAD = 4096
"""Bytes at the beginning in which a page says what it is (HTML: the first 1,024)."""
_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""")
_MHTML = re.compile(rb"(?im)^content-type:\s*multipart/related")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLD_LATIN = frozenset(("ascii", "iso8859-1"))
"""What pages call themselves that are in Windows-1252, as browsers know (WHATWG Encoding)."""
_TEXT_CODECS = re.compile(
    r"utf-8|utf-16|cp\d+|iso8859-\d+|mac-roman|koi8-[ru]|shift_jis|euc_jp|gb\w+|big5\w*|euc_kr"
)


def decoded(data: bytes) -> str:
    """Return the text of a page. Old pages are seldom in UTF-8, and some say so.

    Raises Unreadable: `empty_answer` where nothing is in it, `not_a_text` for a picture, PDF or office file.
    """
    if _MHTML.search(data[:_HEAD]):
        return _only_words(_of_single_file(data))
    if data.startswith(_UTF_16):
        return _only_words(data.decode("utf-16", "replace"))
    if b"\0" in data[:_HEAD] or data.startswith((b"%PDF", b"{\\rtf", b"PK\x03\x04")):
        raise Unreadable("not_a_text")
    return _only_words(_in(data, _said_encoding(data)))


def _only_words(text: str) -> str:
    if not text.strip():
        raise Unreadable("empty_answer")
    return text


def _in(data: bytes, encoding: str) -> str:
    for name in ("utf-8-sig", encoding):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _said_encoding(data: bytes) -> str:
    """Return the encoding that a page names, where it is one of text; Windows-1252 otherwise."""
    found = _CHARSET.search(data[:_HEAD])
    return _codec(found.group(1).decode("ascii", "replace")) if found else "cp1252"


def _codec(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return "cp1252"
    return known if known not in _OLD_LATIN and _TEXT_CODECS.fullmatch(known) else "cp1252"


def _of_single_file(data: bytes) -> str:
    """Return the first page in a file that a browser saved with all its pictures."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "text/plain"}:
            content = part.get_payload(decode=True)
            raw = content if isinstance(content, bytes) else b""
            said = part.get_content_charset()
            return _in(raw, _codec(said) if said else _said_encoding(raw))
    raise Unreadable("not_a_text")
