"""Where it is kept what was read of pages: with the account, so that one can go on elsewhere."""

from meetfinder import clock
from meetfinder.exchange.page.draft import Draft as Found
from meetfinder.moderation import drafts
from meetfinder.moderation.drafts import Draft
from meetfinder.web import signed_in
from meetfinder.web.organizer.page_items import Item, items_of

PAGE = "page"
MOST_ITEMS = 500


def items() -> list[Item]:
    """Return what is left of the pages that were read for who is signed in."""
    kept = _kept(signed_in.current_account().id)
    return list(kept.answers["items"]) if kept else []


def add(found: tuple[Found, ...]) -> None:
    """Put what was read behind what is left of pages before."""
    account_id = signed_in.current_account().id
    kept = _kept(account_id)
    first_id = kept.answers["next"] if kept else 1
    fresh = items_of(found, first_id=first_id)
    answers = {"kind": PAGE, "items": (items() + fresh)[:MOST_ITEMS], "next": first_id + len(fresh)}
    if kept is not None:
        drafts.keep(kept, answers, now=clock.now())
    else:
        # Nobody needs the secret: the account leads to it.
        drafts.begin(answers, account_id=account_id, now=clock.now())


def remove(number: int, account_id: int | None = None) -> bool:
    """Take one group off, of who is signed in where no account is named; say whether others are left."""
    kept = _kept(account_id or signed_in.current_account().id)
    if kept is None:
        return False
    left = [item for item in kept.answers["items"] if item["id"] != number]
    if left:
        drafts.keep(kept, {**kept.answers, "items": left}, now=clock.now())
    else:
        drafts.drop(kept)
    return bool(left)


def discard() -> None:
    """Throw away everything that is left."""
    kept = _kept(signed_in.current_account().id)
    if kept is not None:
        drafts.drop(kept)


def _kept(account_id: int) -> Draft | None:
    return drafts.of_account(account_id, PAGE, now=clock.now())
