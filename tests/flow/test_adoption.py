"""A clinician of the clinic adopts the content; a later content asks about what changed, and about nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import chained
from needlesafe.domain.folding import fold
from needlesafe.errors import GateRefused
from needlesafe.flow.adoption import adopt, is_adopted, keep_draft, kept_draft, missing, says_trial, state
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from tests.helpers.adopting import adopted, changed_content, said
from tests.helpers.workplaces import AOIFE, PASSPHRASE, ZOE, new_workplace, signed_in

Changed = Callable[..., Catalogue]


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store whose content nobody adopted."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Returns a function that reads a copy of the content in which a text of a file is another one."""
    return lambda file, old, new: changed_content(tmp_path / "assets", file, old, new)


def test_content_as_shipped_was_adopted_by_nobody(workplace: Workplace) -> None:
    now = state(workplace)
    assert (now.standing, now.last, now.removed, now.changes) == ("never", None, (), 0)
    assert not is_adopted(workplace)


def test_everything_unconfirmed_and_every_default_is_shown_once(workplace: Workplace) -> None:
    now = state(workplace)
    for mark in ("unconfirmed", "default"):
        shown = [view.name for name, views in now.groups.items() if name.startswith(mark) for view in views]
        assert len(shown) == len(set(shown)) == now.counts[mark] > 100
    marked = {name for name, view in workplace.catalogue.muscles.items() if view.status != "confirmed"}
    read = {view.name.partition(" ")[2] for name, views in now.groups.items() if name.endswith(" muscles") for view in views}
    assert marked <= read


def test_what_sources_dispute_is_shown_as_our_own_default(workplace: Workplace) -> None:
    disputed = state(workplace).groups["default disagreements"]
    assert len(disputed) == len(workplace.catalogue.disagreements)


@pytest.mark.parametrize(("lacking", "code"), [
    ({"name": " "}, "adopter"), ({"registration": ""}, "registration"), ({"stated": False}, "statement"),
    ({"shown": frozenset()}, "adoption-group")])
def test_nothing_is_adopted_before_all_was_shown_and_said(workplace: Workplace, lacking: dict, code: str) -> None:
    now = state(workplace)
    with pytest.raises(GateRefused) as refused:
        adopt(workplace, now, said(now, **lacking))
    assert {lack.code for lack in refused.value.lacks} == {code}
    assert workplace.store.adoptions() == ()


def test_one_group_that_was_not_opened_is_named(workplace: Workplace) -> None:
    now = state(workplace)
    lacks = missing(now, said(now, shown=frozenset(now.groups) - {"default rules"}))
    assert [(lack.code, lack.subject) for lack in lacks] == [("adoption-group", "default rules")]


def test_an_adoption_says_who_when_and_what(workplace: Workplace) -> None:
    adopted(workplace, name=" Dr Conor Walsh ", remarks={"regions calf": " Only to 20 mm here. ", "regions neck": " "})
    kept, = workplace.store.adoptions()
    assert (kept.name, kept.registration, kept.user) == ("Dr Conor Walsh", "PT-20311", "conor")
    assert kept.at == "2026-11-21T10:00:00.000Z"
    assert kept.fingerprint == workplace.catalogue.fingerprint
    assert kept.remarks == {"regions calf": "Only to 20 mm here."}
    assert kept.digests == state(workplace).digests
    assert is_adopted(workplace) and state(workplace).standing == "adopted"


def test_an_adoption_holds_for_everybody_who_signs_in_later(workplace: Workplace) -> None:
    again = signed_in(adopted(workplace), "conor", PASSPHRASE)
    assert is_adopted(again)
    again.store.close()


def test_a_new_fingerprint_asks_about_the_changed_entry_alone(workplace: Workplace, changed: Changed) -> None:
    adopted(workplace, remarks={"regions calf": "Only to 20 mm here."})
    first = workplace.catalogue.regions["calf"].reason
    later = replace(workplace, catalogue=changed("clinical/regions", first, "Vessels run deep."))
    now = state(later)
    assert not is_adopted(later) and now.standing == "changed"
    (group, views), = now.groups.items()
    assert group == "changed regions" and now.changes == 1
    assert [(view.name, view.change, view.remark) for view in views] == [("regions calf", "changed", "Only to 20 mm here.")]
    adopt(later, now, said(now))
    assert is_adopted(later) and is_adopted(workplace)
    assert len(later.store.adoptions()) == 2


def test_entries_that_are_new_or_gone_are_told_apart(workplace: Workplace, catalogue: Catalogue) -> None:
    adopted(workplace)
    regions = dict(catalogue.regions)
    calf = regions.pop("calf")
    later = replace(workplace, catalogue=replace(
        catalogue, fingerprint="f" * 64, regions={**regions, "calf-new": replace(calf, id="calf-new")}))
    now = state(later)
    assert now.removed == ("regions calf",) and now.changes == 2
    assert [(view.name, view.change) for view in now.groups["changed regions"]] == [("regions calf-new", "added")]


def test_a_file_that_says_nothing_else_is_adopted_without_an_entry_to_read(workplace: Workplace, changed: Changed) -> None:
    adopted(workplace)
    later = replace(workplace, catalogue=changed("clinical/regions", "\n", "\n# read again\n"))
    now = state(later)
    assert not is_adopted(later) and now.groups == {} and now.changes == 0
    adopt(later, now, said(now))
    assert is_adopted(later)


def test_what_the_clinic_added_is_part_of_what_was_adopted(workplace: Workplace, catalogue: Catalogue) -> None:
    adopted(workplace)
    assert not is_adopted(replace(workplace, catalogue=replace(catalogue, clinic_fingerprint="c" * 64)))


def test_a_visit_is_a_trial_until_the_content_is_adopted_before_it_starts(workplace: Workplace) -> None:
    before = begin(workplace, AOIFE)
    adopted(workplace)
    after = begin(workplace, ZOE)
    assert before.visit.trial and says_trial(before.visit, workplace.catalogue)
    assert not after.visit.trial and not says_trial(after.visit, workplace.catalogue)


def test_a_visit_that_goes_on_under_other_content_is_a_trial_again(workplace: Workplace, catalogue: Catalogue) -> None:
    desk = begin(adopted(workplace), AOIFE)
    assert says_trial(desk.visit, replace(catalogue, fingerprint="f" * 64))


def test_what_was_said_of_a_trial_stands_in_the_visit(workplace: Workplace) -> None:
    assert begin(workplace, AOIFE, trial_choice="practice").visit.trial_choice == "practice"
    adopted(workplace)
    assert begin(workplace, AOIFE, trial_choice="real").visit.trial_choice == ""


def test_a_journal_from_before_adoptions_folds_to_a_trial(workplace: Workplace) -> None:
    desk = begin(adopted(workplace), AOIFE)
    first = workplace.store.events(desk.visit_id)[0]
    old = {key: value for key, value in first.payload.items() if key != "trial"}
    visit = fold([chained(first.header(), old, first.salt, first.previous)])
    assert visit.trial and visit.trial_choice == ""


def test_reading_goes_on_where_it_was_left(workplace: Workplace, catalogue: Catalogue) -> None:
    keep_draft(workplace, frozenset({"default rules"}), {"rules cr-dental": "Seen."})
    draft = kept_draft(workplace)
    assert draft.shown == ("default rules",) and draft.remarks == {"rules cr-dental": "Seen."}
    other = kept_draft(replace(workplace, catalogue=replace(catalogue, fingerprint="f" * 64)))
    assert other.shown == () and other.remarks == {"rules cr-dental": "Seen."}
    adopted(workplace)
    assert kept_draft(workplace).remarks == {}
