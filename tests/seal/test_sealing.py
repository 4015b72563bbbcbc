"""A sealed document is the document that was made, plus a seal in one fixed form, or it does not leave the room."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import algos, cms
from cryptography import x509

from needlesafe.errors import SealRefused
from needlesafe.seal import UNCHANGED, SealKey, container, make_key, seal, verify
from tests.documents.specimen import build_specimen
from tests.helpers.page_check import page_faults
from tests.helpers.verapdf import VeraPdf
from tests.seal.forging import container_of, hole, ranges_of
from tests.seal.conftest import CLINIC, NOW
from tests.seal.small_pdf import LOOK, small_pdf

REASON = "Consent to dry needling"


@pytest.fixture(scope="module")
def specimen(key: SealKey) -> tuple[bytes, bytes]:
    """A document with every piece that documents can set, before and after it is sealed."""
    pdf = build_specimen().pdf
    return pdf, seal(pdf, key, when=NOW, reason=REASON)


@pytest.fixture(scope="module")
def verapdf() -> Iterator[VeraPdf]:
    """The validator, started once."""
    validator = VeraPdf()
    yield validator
    validator.close()


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_a_sealed_document_still_suits_archives_and_screen_readers(
        flavour: str, specimen: tuple[bytes, bytes], verapdf: VeraPdf, tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(specimen[1])
    assert verapdf.check(file, flavour).broken == ()
    assert page_faults(specimen[1], flavour) == []


def test_a_sealed_document_begins_with_the_document_that_was_made(specimen: tuple[bytes, bytes]) -> None:
    before, after = specimen
    assert after.startswith(before)
    assert len(after) - len(before) < 2 * container.RESERVED + 2500


def test_a_sealed_file_has_no_syntax_errors(specimen: tuple[bytes, bytes], tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    file = tmp_path / "sealed.pdf"
    file.write_bytes(specimen[1])
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True).returncode == 0


def test_an_independent_reader_finds_the_seal_sound_and_over_the_whole_file(sealed: bytes, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is not installed")
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)
    told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True).stdout
    assert "Total document signed" in told
    assert "Signature is Valid" in told
    assert CLINIC in told


def test_the_seal_is_a_certification_that_allows_no_changes(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert field.V.objgen == pdf.Root.Perms.DocMDP.objgen
        [reference] = field.V.Reference
        assert (reference.TransformMethod, reference.TransformParams.P) == ("/DocMDP", 1)
        assert (field.V.SubFilter, str(field.V.Reason), str(field.V.Name)) == ("/ETSI.CAdES.detached", REASON, CLINIC)
        assert str(field.V.M) == "D:20261121100230Z"


def test_the_widget_looks_as_it_was_drawn(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert field.AP.N.read_bytes() == LOOK


def test_the_metadata_stay_as_the_document_has_them(specimen: tuple[bytes, bytes]) -> None:
    with pikepdf.open(io.BytesIO(specimen[0])) as before, pikepdf.open(io.BytesIO(specimen[1])) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)


def test_the_hole_is_upper_case_digits_and_then_zeros_between_the_two_ranges(sealed: bytes) -> None:
    start, end = hole(sealed)
    digits = container_of(sealed).hex().upper().encode()
    assert sealed[start:end] == digits.ljust(2 * container.RESERVED, b"0")
    assert ranges_of(sealed) == [0, start - 1, end + 1, len(sealed) - end - 1]


def test_the_value_is_always_the_twin_with_the_smaller_s(key: SealKey) -> None:
    private = container.load_private(key.private_key)
    for number in range(20):
        made = container.sign(private, key.certificate, bytes([number]) * 32)
        signer = cms.ContentInfo.load(made)["content"]["signer_infos"][0]
        assert algos.DSASignature.load(signer["signature"].native).native["s"] <= container.ORDER // 2


def test_the_certificate_names_the_clinic_for_ten_years_and_is_for_signing_only() -> None:
    made = x509.load_der_x509_certificate(make_key("  Praxis   Müller ", NOW).certificate)
    [named] = made.subject
    assert named.value == "Praxis Müller"
    assert made.not_valid_after_utc == NOW.replace(year=2036)
    usage = made.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_key_made_on_a_leap_day_has_its_ten_years() -> None:
    made = x509.load_der_x509_certificate(make_key(CLINIC, datetime(2028, 2, 29, tzinfo=UTC)).certificate)
    assert made.not_valid_after_utc == datetime(2038, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Κλινική Φυσικοθεραπείας Αγίας Παρασκευής Θεσσαλονίκης", "診" * 64, "a" * 64])
def test_a_long_name_in_any_script_is_said_in_the_verdict(name: str) -> None:
    key = make_key(name, NOW)
    done = seal(small_pdf(), key, when=NOW, reason=REASON)
    assert verify(done, register=None, trusted=(key.certificate,)).clinic == name


@pytest.mark.parametrize("name", ["", "  ", "a" * 65])
def test_a_clinic_without_a_name_that_fits_gets_no_key(name: str) -> None:
    with pytest.raises(SealRefused, match="name"):
        make_key(name, NOW)


def test_the_private_key_is_never_shown(key: SealKey) -> None:
    assert "private" not in repr(key)


def test_an_expired_certificate_refuses_to_seal_and_says_what_to_do(key: SealKey) -> None:
    with pytest.raises(SealRefused, match="expired on 2036-11-21") as refused:
        seal(small_pdf(), key, when=datetime(2036, 11, 22, tzinfo=UTC), reason=REASON)
    assert "clock" in refused.value.remedy


def test_a_clock_before_the_certificate_refuses_to_seal(key: SealKey) -> None:
    with pytest.raises(SealRefused, match="clock"):
        seal(small_pdf(), key, when=NOW - timedelta(days=2), reason=REASON)


def test_a_time_in_another_zone_is_sealed_as_the_same_moment(key: SealKey) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    done = seal(small_pdf(), key, when=there, reason=REASON)
    assert verify(done, register=None, trusted=(key.certificate,)).sealed_at == NOW


def test_a_key_and_a_certificate_that_do_not_belong_together_refuse_to_seal(key: SealKey) -> None:
    mixed = SealKey(make_key(CLINIC, NOW).private_key, key.certificate)
    with pytest.raises(SealRefused, match="belong together"):
        seal(small_pdf(), mixed, when=NOW, reason=REASON)


def test_a_key_that_cannot_be_read_refuses_to_seal(key: SealKey) -> None:
    with pytest.raises(SealRefused, match="cannot be read"):
        seal(small_pdf(), SealKey(b"nothing", key.certificate), when=NOW, reason=REASON)


@pytest.mark.parametrize("fields", [(), ("Other",), ("Seal", "Other")])
def test_a_document_without_exactly_one_seal_field_is_refused(fields: tuple[str, ...], key: SealKey) -> None:
    with pytest.raises(SealRefused, match="one field"):
        seal(small_pdf(fields=fields), key, when=NOW, reason=REASON)


def test_a_sealed_document_cannot_be_sealed_again(sealed: bytes, key: SealKey) -> None:
    with pytest.raises(SealRefused, match="one field"):
        seal(sealed, key, when=NOW, reason=REASON)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"hello"])
def test_what_is_no_document_is_refused(junk: bytes, key: SealKey) -> None:
    with pytest.raises(SealRefused, match="could not be sealed"):
        seal(junk, key, when=NOW, reason=REASON)


def test_every_genuine_file_is_called_unchanged(key: SealKey) -> None:
    for number in range(20):
        done = seal(small_pdf({"visit.json": b"x" * number}), key, when=NOW + timedelta(hours=number), reason=REASON)
        assert verify(done, register=None, trusted=(key.certificate,)).word == UNCHANGED


def test_importing_the_room_loads_neither_pyhanko_nor_cryptography() -> None:
    asked = "import sys, needlesafe.seal; print({'pyhanko', 'cryptography', 'asn1crypto'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
