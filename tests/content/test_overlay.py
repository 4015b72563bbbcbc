"""A clinic's folder: what it adds stands beside ours, and nothing in it changes, drops, silences or softens ours."""

from __future__ import annotations

import shutil
import time
from dataclasses import fields, replace
from pathlib import Path

import pytest

from needlesafe.content import load
from needlesafe.content.entries import entries
from needlesafe.content.logo import LARGEST, logo_fault
from needlesafe.content.overlay import UNPRINTABLE
from needlesafe.documents.words import require_printable
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.clinic_content import is_own
from needlesafe.errors import BadInput
from needlesafe.paths import assets_dir
from tests.helpers.budgets import allowed
from tests.helpers.clinics import CLINIC, FILE, bare_clinic, chunk, copied_clinic, png

LOAD_MS = 150
"""Of processor time, with a clinic's folder."""


@pytest.fixture(scope="module")
def own() -> Catalogue:
    """The content with the invented clinic's additions."""
    return load(clinic=CLINIC)


def faults(clinic: Path, assets: Path | None = None) -> dict[str, str]:
    """What the loader says of each place; one word a place."""
    with pytest.raises(BadInput) as caught:
        load(assets, clinic)
    assert caught.value.exit_code == 2
    told = {fault.place: fault.text for fault in caught.value.faults}
    assert len(told) == len(caught.value.faults), "a fault is told once"
    return told


# what stands beside ours


def test_everything_of_ours_stands_as_it_was(own: Catalogue, catalogue: Catalogue) -> None:
    ours, both = entries(catalogue), entries(own)
    grown = {name for name in ours if both[name] != ours[name]}
    assert grown == {"regions calf", "regions face"}
    for name in grown:
        for part in fields(ours[name]):
            before, after = getattr(ours[name], part.name), getattr(both[name], part.name)
            assert after == before or after is True or after[:len(before)] == before, (name, part.name)
    assert {name for name in both if name not in ours} and all(is_own(name.split(" ")[-1]) for name in both.keys() - ours.keys())


def test_every_kind_of_addition_stands_in_the_catalogue(own: Catalogue) -> None:
    tables = {name.partition(" ")[0] for name in entries(own) if is_own(name.split(" ")[-1])}
    assert tables == {"references", "factors", "questions", "rules", "readiness", "discharge", "principles", "consent/en"}
    assert list(own.questions)[-2:] == ["own-diving", "own-new-to-needles"], "asked after ours"
    assert [item.id for item in own.regions["calf"].acknowledgements][-1] == "own-calf-stairs"
    text = own.consent["en"]
    assert [part[-1].id for part in (text.elements, text.risks, text.understanding, text.aftercare)] == [
        "own-teaching", "own-rk-stairs", "own-un-phone", "own-ac-evening"]


def test_what_a_practitioner_reads_of_it_says_whose_it_is_and_what_a_patient_reads_does_not(own: Catalogue) -> None:
    question = own.questions["own-diving"]
    said = [question.text_raised, own.rules["own-thin-blood-at-the-calf"].text, own.readiness["own-oxygen"].text,
            own.discharge["own-stairs"].text, own.principles["own-two-people"].text,
            own.regions["calf"].acknowledgements[-1].text]
    assert all(text.startswith("Added by the clinic: ") for text in said)
    assert own.regions["calf"].prohibited.endswith(
        " Added by the clinic: Do not needle the calf within two days after a long flight.")
    text = own.consent["en"]
    patients = [question.text, question.short, own.regions["calf"].risk, own.regions["calf"].delayed_extra,
                *(part[-1].text for part in (text.elements, text.risks, text.understanding, text.aftercare))]
    assert not any("clinic:" in words for words in patients)


def test_what_cites_no_source_is_marked_as_somebodys_own_default(own: Catalogue) -> None:
    assert own.questions["own-diving"].status == "confirmed"
    assert {own.rules["own-thin-blood-at-the-calf"].status, own.principles["own-two-people"].status,
            own.consent["en"].risks[-1].status} == {"default"}


def test_a_stricter_rule_stands_beside_ours_and_says_who_made_it_so_and_why(own: Catalogue, catalogue: Catalogue) -> None:
    ours = {rule.id: rule for rule in catalogue.own_rules}["pr-anticoagulant"]
    stricter = own.rules["own-stricter-pr-anticoagulant"]
    assert (stricter.action, ours.action) == ("clearance", "modify")
    assert stricter.text == (f"{ours.text} Made stricter by the clinic: the clinic wants a letter of the prescriber before the "
                             "first needle.")
    assert replace(stricter, id=ours.id, action=ours.action, text=ours.text) == ours


def test_a_region_can_be_locked_and_never_unlocked(own: Catalogue, tmp_path: Path, catalogue: Catalogue) -> None:
    assert own.regions["face"].locked and not catalogue.regions["face"].locked
    locked = next((region.id for region in catalogue.regions.values() if region.locked), "")
    clinic = bare_clinic(tmp_path, regions=f'[[caution]]\nregion = "{locked or "face"}"\nlocked = false\nrisk = "It may bruise."\n')
    assert load(clinic=clinic).regions[locked or "face"].locked == bool(locked)


def test_the_letterhead_is_read_with_its_logo(own: Catalogue) -> None:
    head = own.letterhead
    assert head is not None and head.name == ("Harbour Street Physiotherapy", "Dry needling and rehabilitation")
    assert head.logo == (CLINIC / "logo.png").read_bytes() and "wave" in head.logo_says


# which files, and their fingerprint


def test_without_a_folder_or_with_an_empty_one_nothing_is_added(catalogue: Catalogue, tmp_path: Path) -> None:
    assert (catalogue.clinic_fingerprint, catalogue.letterhead) == ("", None)
    empty = load(clinic=tmp_path)
    assert (empty.clinic_fingerprint, empty.letterhead, entries(empty)) == ("", None, entries(catalogue))


def test_the_fingerprint_of_ours_stays_and_one_byte_of_any_file_changes_that_of_the_clinic(
        own: Catalogue, catalogue: Catalogue, tmp_path: Path) -> None:
    clinic = copied_clinic(tmp_path)
    assert (own.fingerprint, own.version) == (catalogue.fingerprint, catalogue.version)
    seen = {own.clinic_fingerprint, load(clinic=clinic).clinic_fingerprint}
    assert len(seen) == 1 and len(own.clinic_fingerprint) == 64
    read = [*sorted(clinic.glob("*.toml")), clinic / "logo.png"]
    for path in read:
        data = path.read_bytes()
        path.write_bytes(data + b"\n" if path.suffix == ".toml" else png())
        seen.add(load(clinic=clinic).clinic_fingerprint)
        path.write_bytes(data)
    assert len(seen) == 1 + len(read)
    (clinic / "README.md").write_text("other notes")
    assert load(clinic=clinic).clinic_fingerprint == own.clinic_fingerprint


@pytest.mark.benchmark
def test_a_folder_loads_within_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    took = []
    for _ in range(3):
        began = time.process_time()
        load(clinic=CLINIC)
        took.append((time.process_time() - began) * 1000)
    with capsys.disabled():
        print(f" [content with a clinic's folder loads in {min(took):.0f} ms] ", end="")
    assert min(took) <= allowed(LOAD_MS)


def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    [(place, text)] = faults(tmp_path / "misspelt").items()
    assert place == str(tmp_path / "misspelt") and text.startswith("cannot be read as the clinic's folder")


def test_files_and_folders_that_nothing_reads_are_named_so_that_no_rule_is_lost_to_a_slip(tmp_path: Path) -> None:
    clinic = bare_clinic(tmp_path, rule="x = 1", Rules="x = 1", muscles="x = 1", consent_english="x = 1", consent_de="")
    (clinic / "clinical").mkdir()
    for name in ("notes.txt", ".rules.toml.swp", ".git"):
        (clinic / name).write_text("nobody's business")
    assert faults(clinic) == {
        "clinic/rule.toml": "is no file that the program reads; 'rules.toml' is",
        "clinic/Rules.toml": "is no file that the program reads; 'rules.toml' is",
        "clinic/muscles.toml": "is no file that the program reads; 'rules.toml' is",
        "clinic/consent-english.toml": "is no file that the program reads; 'consent-en.toml' is",
        "clinic/clinical": "is a folder, and nothing in it is read",
        "clinic/consent-de.toml": "is in a language that the consent does not speak"}


def test_somebody_answers_for_the_folder(tmp_path: Path) -> None:
    clinic = bare_clinic(tmp_path, principles='[[principle]]\nid = "own-x"\ntext = "Look twice."\n')
    for text, place, said in (
            (FILE.replace("Conor Walsh, 20 November 2026", " "), "file.reviewed", "must say who reviewed this folder, and when"),
            (FILE.replace("2027-11-20", "soon"), "file.review_due", "must be a date, not 'soon'"),
            (FILE.replace('topic = "clinic"\n', ""), "file.topic", "is missing")):
        (clinic / "clinic.toml").write_text(text, "utf-8")
        assert faults(clinic) == {f"clinic/clinic.toml: {place}": said}
    (clinic / "clinic.toml").unlink()
    assert faults(clinic) == {
        "clinic/clinic.toml": "is missing: it says under [file] who reviewed this folder, and when"}


# what is refused

QUESTION = """[[question]]
id = "{id}"
text = "Is it so?"
short = "So"
asked_of = "patient"
category = "state"
factors = [{factors}]
action = "{action}"
tags = ["any"]
text_raised = "It is so."
changes = ["Do otherwise."]
rationale = "Because."
{more}
"""
FACTOR = '[[factor]]\nid = "own-so"\ntext = "So"\n'
OURS = "is an id of ours: nothing here takes its place; [[stricter]] asks for more than ours"


def question(name: str = "own-is-so", factors: str = '"own-so"', action: str = "stop", more: str = "") -> str:
    """A question of the clinic's."""
    return QUESTION.format(id=name, factors=factors, action=action, more=more)


def rule(name: str, cause: str = "pf-anticoagulant", more: str = "") -> str:
    """A rule of the clinic's."""
    return f'[[rule]]\nid = "{name}"\naction = "precaution"\ntext = "Mind it."\nif_any = ["{cause}"]\n{more}\n'


def stricter(name: str, action: str, why: str = "we want it so", more: str = "") -> str:
    """Something of ours made stricter."""
    return f'[[stricter]]\nid = "{name}"\naction = "{action}"\nwhy = "{why}"\n{more}\n'


def caution(more: str, region: str = "calf") -> str:
    """Something added to a region."""
    return f'[[caution]]\nregion = "{region}"\n{more}\n'


ATTEMPTS: list[tuple[str, dict[str, str], str, str]] = [
    ("a stop asked for less", {"rules": stricter("ci-unwilling", "clearance")}, "clinic/rules.toml: stricter ci-unwilling.action",
     "'clearance' is not graver than 'stop', which ours asks for"),
    ("a rule asked for less", {"rules": stricter("cr-locked-regions", "precaution")},
     "clinic/rules.toml: stricter cr-locked-regions.action", "'precaution' is not graver than 'stop', which ours asks for"),
    ("the same action again", {"rules": stricter("pr-anticoagulant", "modify")},
     "clinic/rules.toml: stricter pr-anticoagulant.action", "'modify' is not graver than 'modify', which ours asks for"),
    ("no action at all", {"rules": stricter("pr-anticoagulant", "none")}, "clinic/rules.toml: stricter pr-anticoagulant.action",
     "'none' is no action"),
    ("another condition", {"rules": stricter("pr-anticoagulant", "stop", more='unless = ["pf-child"]')},
     "clinic/rules.toml: stricter pr-anticoagulant.unless", "is no key of it"),
    ("other places", {"rules": stricter("pr-anticoagulant", "stop", more='not_regions = ["calf"]')},
     "clinic/rules.toml: stricter pr-anticoagulant.not_regions", "is no key of it"),
    ("stricter without a reason", {"rules": stricter("pr-anticoagulant", "stop", " ")},
     "clinic/rules.toml: stricter pr-anticoagulant.why", "must say why"),
    ("stricter twice", {"rules": stricter("pr-anticoagulant", "stop") + stricter("pr-anticoagulant", "clearance")},
     "clinic/rules.toml: stricter pr-anticoagulant", "stands twice"),
    ("something that ours does not know", {"rules": stricter("pr-anticoagulent", "stop")},
     "clinic/rules.toml: stricter pr-anticoagulent.id", "is no question or rule of ours; the nearest is 'pr-anticoagulant'"),
    ("its own rule made stricter", {"rules": rule("own-a") + stricter("own-a", "stop")}, "clinic/rules.toml: stricter own-a.id",
     "is no question or rule of ours"),
    ("a rule named like ours", {"rules": rule("cr-locked-regions")}, "clinic/rules.toml: rule cr-locked-regions.id", OURS),
    ("a rule named like a question of ours", {"rules": rule("ci-unwilling")}, "clinic/rules.toml: rule ci-unwilling.id", OURS),
    ("a rule named like what is made stricter", {"rules": rule("own-stricter-ci-unwilling")},
     "clinic/rules.toml: rule own-stricter-ci-unwilling.id",
     "begins with 'own-stricter-', which is kept for what [[stricter]] makes"),
    ("a rule without the clinic's mark", {"rules": rule("cr-brand-new")}, "clinic/rules.toml: rule cr-brand-new.id",
     "must begin with 'own-'"),
    ("a rule told to drop another", {"rules": rule("own-a", more='drops = ["ci-unwilling"]')}, "clinic/rules.toml: rule own-a.drops",
     "is no key of it"),
    ("a table that removes", {"rules": '[[removed]]\nid = "ci-unwilling"\n'}, "clinic/rules.toml: removed",
     "is nothing that a clinic's folder may hold here"),
    ("a question named like ours", {"factors": FACTOR, "questions": question("ci-unwilling") + question()},
     "clinic/questions.toml: question ci-unwilling.id", OURS),
    ("a question that fires on a factor of ours", {"questions": question(factors='"pf-pregnancy"', action="precaution")},
     "clinic/questions.toml: question own-is-so.factors",
     "'pf-pregnancy' is ours; the first is one of your own, which the question's rule fires on"),
    ("a question that would silence a rule", {"factors": FACTOR, "questions": question(factors='"own-so", "pf-pregnancy-t1"')},
     "clinic/questions.toml: question own-is-so.factors", "'pf-pregnancy-t1' would silence our rule "),
    ("a factor named like ours", {"factors": '[[factor]]\nid = "pf-pregnancy"\ntext = "x"\n'},
     "clinic/factors.toml: factor pf-pregnancy.id", OURS),
    ("a region of its own", {"regions": '[[region]]\nid = "calf"\n'}, "clinic/regions.toml: region",
     "is nothing that a clinic's folder may hold here"),
    ("a region made milder", {"regions": caution('tier = "low"')}, "clinic/regions.toml: caution calf.tier", "is no key of it"),
    ("a region's lung taken away", {"regions": caution('lung = "no"')}, "clinic/regions.toml: caution calf.lung", "is no key of it"),
    ("a region told deeper", {"regions": caution('depth = "40 mm"')}, "clinic/regions.toml: caution calf.depth", "is no key of it"),
    ("a region that is none", {"regions": caution('risk = "It may bruise."', "calves")}, "clinic/regions.toml: caution calves.region",
     "is no region; the nearest is 'calf'"),
    ("a caution that says nothing", {"regions": caution("")}, "clinic/regions.toml: caution calf", "adds nothing"),
    ("a prohibition without words", {"regions": caution('prohibited = [" "]')},
     "clinic/regions.toml: caution calf.prohibited[0]", "says nothing"),
    ("an acknowledgement of ours again", {"regions": caution('acknowledgements = [{id = "calf-ack-1", text = "x"}]')},
     "clinic/regions.toml: caution calf.acknowledgements[0].id", OURS),
    ("an acknowledgement twice", {"regions": caution('acknowledgements = [{id = "own-a", text = "x"}]') + caution(
        'acknowledgements = [{id = "own-a", text = "y"}]', "face")}, "clinic/regions.toml: caution calf.acknowledgements[0].id",
     "is the id of two entries"),
    ("a check named like ours", {"readiness": '[[discharge]]\nid = "rd-licence"\ntext = "x"\n'},
     "clinic/readiness.toml: discharge rd-licence.id", OURS),
    ("what changed since last time", {"readiness": '[[changes]]\nid = "own-x"\ntext = "x"\n'}, "clinic/readiness.toml: changes",
     "is nothing that a clinic's folder may hold here"),
    ("a principle named like ours", {"principles": '[[principle]]\nid = "gp-tip-known"\ntext = "x"\n'},
     "clinic/principles.toml: principle gp-tip-known.id", OURS),
    ("a source that is ours", {"references": '[[reference]]\nid = "aacp-2012"\ntext = "x"\nchecked = "x"\n'},
     "clinic/references.toml: reference aacp-2012.id", OURS),
    ("a source that is nobody's", {"principles": '[[principle]]\nid = "own-x"\ntext = "x"\nsources = ["own-leaflet"]\n'},
     "clinic/principles.toml: principle own-x.sources", "'own-leaflet' is no reference"),
    ("a promise of benefit", {"consent_en": '[[benefit]]\nid = "own-x"\ntext = "It always helps."\n'},
     "clinic/consent-en.toml: benefit", "is nothing that a clinic's folder may hold here"),
    ("the consent's own words", {"consent_en": '[paragraphs]\nconsent-intro = "x"\n'}, "clinic/consent-en.toml: paragraphs",
     "is nothing that a clinic's folder may hold here"),
    ("a factor that nobody asks for", {"factors": FACTOR}, "clinic/factors.toml: factor own-so", "is raised by no question"),
    ("a rule at no place", {"rules": rule("own-a", more='regions = ["calves"]')}, "clinic/rules.toml: rule own-a.regions",
     "'calves' is no region; the nearest is 'calf'"),
    ("a character that no page can bear", {"principles": '[[principle]]\nid = "own-x"\ntext = "Look 見 twice."\n'},
     "clinic/principles.toml: principle own-x.text", "the character '見' (U+898B) cannot be printed"),
]


@pytest.mark.parametrize(("files", "place", "text"), [attempt[1:] for attempt in ATTEMPTS], ids=[attempt[0] for attempt in ATTEMPTS])
def test_an_attempt_to_change_or_soften_ours_is_refused(tmp_path: Path, files: dict[str, str], place: str, text: str) -> None:
    told = faults(bare_clinic(tmp_path, **files))
    assert told[place].startswith(text), told
    others = {other: said for other, said in told.items() if other != place}
    assert all("two entries" in said for said in others.values()), others


def test_every_fault_of_every_file_is_told_at_once_with_those_of_ours(tmp_path: Path) -> None:
    assets = Path(shutil.copytree(assets_dir(), tmp_path / "assets", ignore=shutil.ignore_patterns("fonts", "guide", "body")))
    (assets / "clinical" / "nerves.toml").unlink()
    clinic = bare_clinic(tmp_path, questions="[[question]", principles='[[principle]]\nid = "own-x"\n',
                         rules=rule("cr-locked-regions") + stricter("ci-unwilling", "modify") + rule("own-a", "pf-none"),
                         regions=caution("", "calves") + caution('tier = "low"'), clinic="x = 1")
    told = faults(clinic, assets)
    assert told.pop("clinic/questions.toml").startswith("is not TOML: ")
    assert told.pop("clinic/regions.toml: caution calves.region").startswith("is no region")
    assert told == {
        "clinical/nerves.toml": "is missing", "clinic/clinic.toml: x": "is nothing that a clinic's folder may hold here",
        **{f"clinic/clinic.toml: file.{key}": "is missing" for key in ("topic", "version", "reviewed", "review_due")},
        "clinic/principles.toml: principle own-x.text": "is missing",
        "clinic/rules.toml: rule cr-locked-regions.id": OURS,
        "clinic/rules.toml: stricter ci-unwilling.action": "'modify' is not graver than 'stop', which ours asks for",
        "clinic/rules.toml: rule own-a.if_any": "'pf-none' is no factor or computed fact; the nearest is 'pf-alone'",
        "clinic/regions.toml: caution calves": "adds nothing",
        "clinic/regions.toml: caution calf.tier": "is no key of it"}


def test_what_is_broken_is_no_fault_of_what_names_it(tmp_path: Path) -> None:
    clinic = bare_clinic(tmp_path, factors='[[factor]]\nid = "own-so"\nwords = "So"\n', questions=question(),
                         rules=rule("own-a", "own-so"))
    assert set(faults(clinic)) == {"clinic/factors.toml: factor own-so.words", "clinic/factors.toml: factor own-so.text"}


def test_the_refusal_says_what_is_safe_and_names_the_folder(tmp_path: Path) -> None:
    clinic = bare_clinic(tmp_path, rules=rule("cr-brand-new"))
    with pytest.raises(BadInput) as caught:
        load(clinic=clinic)
    assert caught.value.safe == "Nothing was written." and str(clinic) in caught.value.remedy


def test_a_stop_lost_from_ours_is_refused_however_strict_the_clinic_is(tmp_path: Path) -> None:
    assets = Path(shutil.copytree(assets_dir(), tmp_path / "assets", ignore=shutil.ignore_patterns("fonts", "guide", "body")))
    path = assets / "clinical" / "questions.toml"
    text = path.read_text("utf-8")
    at = text.index('id = "ci-unwilling"')
    path.write_text(text[:at] + text[at:].replace('action = "stop"', 'action = "clearance"\n', 1), "utf-8")
    clinic = bare_clinic(tmp_path, rules=stricter("ci-unwilling", "stop"))
    [place] = faults(clinic, assets)
    assert "ci-unwilling" in place


# letterhead and logo


def head(lines: str) -> str:
    """A file with a letterhead."""
    return f'{FILE}[letterhead]\nname = ["Clinic"]\n{lines}\n'


@pytest.mark.parametrize(("lines", "key", "text"), [
    ('logo = "logo.png"', ".logo_says", "must say in words what the logo shows, for who cannot see it"),
    ('logo = "logo.svg"\nlogo_says = "x"', ".logo", "'logo.svg' must be the name of a PNG file beside clinic.toml"),
    ('logo = "../logo.png"\nlogo_says = "x"', ".logo", "'../logo.png' must be the name of a PNG file beside clinic.toml"),
    ('logo = "other.png"\nlogo_says = "x"', ".logo", "'other.png' cannot be read: No such file or directory"),
    ('address = ["1", "2", "3", "4", "5"]', ".address", "has more than 4 lines"),
    (f'phone = "{"1" * 80}"', "", "'11111111111111111111 …' is longer than 70 characters or more than one line"),
    ('colour = "red"', ".colour", "is no key of it"),
])
def test_a_letterhead_that_no_page_can_bear_is_refused(tmp_path: Path, lines: str, key: str, text: str) -> None:
    clinic = bare_clinic(tmp_path, clinic=head(lines))
    (clinic / "logo.png").write_bytes(png())
    assert faults(clinic) == {f"clinic/clinic.toml: letterhead{key}": text}


LOGOS = {
    "no picture": (b"GIF89a" + bytes(40), "is no PNG picture"),
    "nothing": (b"", "is no PNG picture"),
    "too many bytes": (png() + bytes(LARGEST), "is larger than 500 kB"),
    "too small": (png(10, 30), "is 10 by 30 pixels; each side has 24 to 2000"),
    "too large": (png(2001, 30, kind=0), "is 2001 by 30 pixels; each side has 24 to 2000"),
    "a thread": (png(900, 30), "is 900 by 30 pixels; no side is more than 8 times the other"),
    "deep colours": (png(depth=16), "has 16 bits a channel or is interlaced; save it with 8 bits and not interlaced"),
    "interlaced": (png(interlaced=1), "has 16 bits a channel or is interlaced; save it with 8 bits and not interlaced"),
    "cut short": (png()[:-20], "is a broken PNG picture"),
    "a flipped bit": (png().replace(b"\x80", b"\x81", 1)[:40] + b"\x01" + png()[41:], "is a broken PNG picture"),
    "a palette missing": (png(kind=3).replace(chunk(b"PLTE", b"\x10\x5a\x75" * 256), b""), "is a broken PNG picture"),
    "rows missing": (png(40, 30).replace(png(40, 30)[8:33], png(40, 31)[8:33]), "is a broken PNG picture"),
}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_that_is_no_small_whole_png_is_refused(name: str) -> None:
    data, said = LOGOS[name]
    assert logo_fault(data) == said


@pytest.mark.parametrize("kind", (0, 2, 3, 4, 6))
def test_a_logo_of_every_kind_of_colour_is_taken(kind: int) -> None:
    assert logo_fault(png(kind=kind)) == ""


def test_every_character_that_is_let_in_can_be_printed() -> None:
    let_in = [f"a{chr(code)}" for code in range(0x20, 0x3000) if not UNPRINTABLE.search(f"a{chr(code)}")]
    assert len(let_in) > 1500
    for text in let_in:
        require_printable(text, "overlay")


@pytest.mark.parametrize("text", ["\u0301", "a \u0301", "a\u0301\u0323\u0304", "a\u0488"])
def test_an_accent_without_a_letter_or_one_too_many_is_not_let_in(text: str) -> None:
    assert UNPRINTABLE.search(text)
