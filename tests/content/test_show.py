"""`content show`: an entry with its sources, whoever names it, and where the sources disagree."""

from __future__ import annotations

import pytest

from needlesafe.content.entries import entries
from needlesafe.content.show import Shown, show
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput


def one(ident: str, catalogue: Catalogue) -> Shown:
    """The only entry of an id."""
    [found] = show(ident, catalogue)
    return found


def test_every_id_of_the_content_is_shown(catalogue: Catalogue) -> None:
    for name in list(entries(catalogue))[::17]:
        assert name in {found.name for found in show(name, catalogue)}


def test_a_factor_shows_its_questions_and_the_rules_and_regions_that_speak_of_it(catalogue: Catalogue) -> None:
    named = {(naming.name, naming.field) for naming in one("pf-anticoagulant", catalogue).named_by}
    assert {("questions pr-anticoagulant", "factors"), ("rules cr-anticoag-deep", "if_any"), ("regions calf", "factors")} <= named


def test_a_region_shows_its_muscles_and_the_rules_of_its_kind(catalogue: Catalogue) -> None:
    shown = one("lumbar-paraspinal", catalogue)
    muscles = {f"muscles {m.id}" for m in catalogue.muscles.values() if m.region == "lumbar-paraspinal"}
    assert muscles == {naming.name for naming in shown.named_by if naming.name.startswith("muscles ")}
    assert ("rules cr-lung-disease", "lung") in {(naming.name, naming.field) for naming in shown.through}
    assert [source.id for source in shown.sources] == list(catalogue.regions["lumbar-paraspinal"].sources)


def test_a_question_and_a_rule_find_each_other_through_the_factor(catalogue: Catalogue) -> None:
    assert "rules cr-anticoag-deep" in {n.name for n in one("pr-anticoagulant", catalogue).through}
    assert "questions pr-anticoagulant" in {n.name for n in one("cr-anticoag-deep", catalogue).through}


def test_a_muscle_shows_the_sources_of_its_distances(catalogue: Catalogue) -> None:
    muscle = next(m for m in catalogue.muscles.values() if m.distances)
    assert set(muscle.distances[0].sources) <= {source.id for source in one(muscle.id, catalogue).sources}


def test_a_disagreement_is_shown_with_each_entry_that_it_concerns(catalogue: Catalogue) -> None:
    item = next(d for d in catalogue.disagreements.values() if d.concerns)
    for concerned in item.concerns:
        shown = one(concerned, catalogue)
        assert item in shown.disagreements
        assert not any(naming.name.startswith("disagreements ") for naming in shown.named_by)


def test_a_reference_shows_who_cites_it(catalogue: Catalogue) -> None:
    named = one("brady-2014", catalogue).named_by
    assert {naming.field for naming in named} == {"sources"} and len(named) > 10


def test_a_part_of_a_region_is_shown_as_the_region(catalogue: Catalogue) -> None:
    assert one("calf-ack-1", catalogue).name == one("rs-calf", catalogue).name == "regions calf"


def test_words_that_share_an_id_are_all_shown(catalogue: Catalogue) -> None:
    assert [found.name for found in show("why", catalogue)] == ["consent/en headings why", "consent/en paragraphs why"]
    assert one("consent/en paragraphs why", catalogue).entry == catalogue.consent["en"].paragraphs["why"]


@pytest.mark.parametrize(("typed", "meant"), [("clf", "calf"), ("anticoag", "pr-anticoagulant"), ("pr-anticoagulnt", "pr-anticoagulant")])
def test_an_id_that_is_not_known_is_refused_with_the_nearest(catalogue: Catalogue, typed: str, meant: str) -> None:
    with pytest.raises(BadInput) as caught:
        show(typed, catalogue)
    assert caught.value.exit_code == 2 and meant in caught.value.faults[0].text
