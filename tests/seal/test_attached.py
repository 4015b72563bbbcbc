"""What travels inside a sealed file comes out byte for byte, under names that can do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.errors import BadInput
from needlesafe.seal import SealKey, embedded_files, seal
from needlesafe.seal.attached import plain_name
from tests.helpers.hostile_texts import hostile_texts
from tests.seal.conftest import NOW
from tests.seal.small_pdf import ATTACHED, small_pdf


def test_attachments_come_out_byte_for_byte(sealed: bytes) -> None:
    assert embedded_files(sealed) == ATTACHED


def test_a_file_without_attachments_has_none(key: SealKey) -> None:
    assert embedded_files(seal(small_pdf({}), key, when=NOW, reason="Aftercare")) == {}


def test_a_sealed_file_comes_out_of_another_one_as_it_went_in(sealed: bytes, key: SealKey) -> None:
    outer = seal(small_pdf({"consent.pdf": sealed}), key, when=NOW, reason="Record")
    assert embedded_files(outer) == {"consent.pdf": sealed}


def test_many_attachments_come_out_of_a_tree_with_branches() -> None:
    many = {f"file-{number:03}.json": bytes([number]) for number in range(200)}
    assert embedded_files(small_pdf(many)) == many


@pytest.mark.parametrize(("stated", "kept"), [
    ("visit.json", "visit.json"), ("../../etc/passwd", "passwd"), ("C:\\Windows\\a.dll", "a.dll"), ("..", "_"),
    ("", "_"), ("/", "_"), ("-rf", "rf"), (".bashrc", "bashrc"), ("a\0b\nc", "abc"), ("CON", "_CON"),
    ("nul.txt", "_nul.txt"), ("gpj\u202e.exe", "gpj.exe"), ("x. ", "x"), ("a:b|c", "abc"), ("Zoë.json", "Zoë.json")])
def test_a_name_can_do_no_harm(stated: str, kept: str) -> None:
    assert plain_name(stated) == kept


def test_a_long_name_is_cut_at_its_front_so_that_its_kind_stays() -> None:
    assert plain_name("x" * 500 + ".json").endswith(".json")
    assert len(plain_name("x" * 500 + ".json")) == 120


def test_no_hostile_name_leads_out_of_the_folder_and_each_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for text in hostile_texts():
        for stated in (text, f"../{text}", f"{text}/../../{text}", f"\\\\{text}\\{text}"):
            target = folder / plain_name(stated)
            assert target.parent == folder and target.resolve().parent == folder.resolve()
            target.write_bytes(b"x")
            target.unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_attachments_of_one_plain_name_are_refused() -> None:
    with pytest.raises(BadInput, match="two attachments are named a.json"):
        embedded_files(small_pdf({"one/a.json": b"1", "two/a.json": b"2"}))


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_bad_input(junk: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        embedded_files(junk)


def test_an_attachment_that_unfolds_beyond_all_measure_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        embedded_files(small_pdf({"bomb.json": b"\0" * 70_000_000}, compressed=True))
