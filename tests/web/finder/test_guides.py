"""The guides: each sentence stands in the seeds, those about health with their source, in two languages."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.config import ROOT
from meetfinder.directory import guides
from tests.web.finder.conftest import Read

SEEDS = ROOT / "seeds"
ALL = guides.guides(SEEDS, Path("no-instance"))


def test_there_is_one_for_each_question() -> None:
    slugs = {guide.slug for guide in ALL}
    assert slugs == {
        "first-visit", "not-sure", "the-steps", "starting-again", "when-someone-says-no", "going-home",
        "one-team",
    }  # fmt: skip


def test_every_sentence_has_both_languages_and_a_source_or_is_our_own() -> None:
    told = tomllib.loads((SEEDS / "guides.toml").read_text())
    used = set()
    for entry in (
        sentence for guide in told["guide"] for part in guide["part"] for sentence in part["sentences"]
    ):
        assert len({"own", "source", "guidance"} & set(entry)) == 1, entry
        assert "guidance" in entry or (entry["text"] and entry["text_es"]), entry
        used.add(entry.get("source"))
    assert used - {None} == set(told["sources"])
    for page in told["sources"].values():
        assert page["url"].startswith(("http://", "https://"))
        assert page["title"]
        assert page["read_on"] <= clock.now().date()


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.slug)
def test_a_page_says_the_sentences_of_the_seeds_and_no_other(read: Read, guide: guides.Guide) -> None:
    for language in ("en", "es"):
        page = read(f"/guides/{guide.slug}?lang={language}")
        said = [" ".join(item.text.split()) for item in page.select(".sentences .said")]
        known = [sentence for part in guide.parts for sentence in part.sentences]
        assert said == [sentence.text_es if language == "es" else sentence.text for sentence in known]
        sources = [
            item.find_next("span", class_="small") for item in page.select(".sentences li:has(.small)")
        ]
        assert len(sources) == len([sentence for sentence in known if sentence.origin])
        for origin in (sentence.origin for sentence in known if sentence.origin):
            assert page.find("a", href=origin.source)
        assert page.title.text.strip() == (
            "Una guía · Meetfinder" if language == "es" else "A guide · Meetfinder"
        )


def test_a_review_is_the_operators_and_never_invented(read: Read, tmp_path: Path) -> None:
    assert "Not reviewed by a professional" in read("/guides/one-team").main.text
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "guides.toml").write_text(
        '[[guide]]\nslug = "one-team"\nreviewed_on = 2026-11-20\n'
    )
    reviewed = {guide.slug: guide.reviewed_on for guide in guides.guides(SEEDS, tmp_path)}
    assert reviewed["one-team"] == date(2026, 11, 20)
    assert reviewed["not-sure"] is None


def test_the_list_leads_to_each_and_an_unknown_one_is_not_there(app: Flask, read: Read) -> None:
    page = read("/guides")
    for guide in ALL:
        assert page.find("a", href=f"/guides/{guide.slug}")
    assert app.test_client().get("/guides/nothing").status_code == 404
