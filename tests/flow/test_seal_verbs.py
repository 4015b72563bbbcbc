"""The seal without a window: shown, imported, renewed, handed out; time stamps set up and asked for; files proved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needlesafe import cli
from needlesafe.domain.catalogue import Catalogue
from needlesafe.seal import Register, certificate_from_pem
from needlesafe.store import Store
from tests.helpers.time_authority import TimeAuthority, served
from tests.helpers.visit_files import DELTOID, begun, complete, written
from tests.helpers.workplaces import CHEAP, CLINIC, CONOR, PASSPHRASE
from tests.seal.certificates import PASSPHRASE as FILE_PASSPHRASE
from tests.seal.certificates import Wish, issued, p256, packed, rsa_key

Call = Callable[..., tuple[int, Any]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the program in a folder with a store, and gives its exit code and its JSON."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", PASSPHRASE)
    Store.create(tmp_path / "store", PASSPHRASE, CLINIC, CONOR, kdf=CHEAP).close()

    def said(*arguments: str) -> tuple[int, Any]:
        code = cli.main([*arguments, *(["--store", "store"] if arguments[0] in ("seal", "run") else []), "--json"])
        told = capsys.readouterr().out
        return code, json.loads(told) if told.startswith(("{", "[")) else told

    return said


def certificate_file(name: str, private: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a PKCS#12 file whose certificate is in force in the present."""
    from datetime import UTC, datetime, timedelta

    now = datetime.now(UTC)
    wish = Wish(name="Praxis am Bach GmbH", begins=now - timedelta(days=1), ends=now + timedelta(days=400))
    Path(name).write_bytes(packed(private, issued(private, wish)))
    monkeypatch.setenv("NEEDLESAFE_SEAL_PASSPHRASE", FILE_PASSPHRASE)
    return name


def test_the_seal_is_imported_shown_renewed_and_handed_out(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("seal", "show") == (0, {"state": "none", "certificate": None, "earlier": [],
                                        "time_stamps": {"authority": None, "waiting": 0}})
    code, told = call("seal", "import", certificate_file("clinic.p12", p256(), monkeypatch))
    assert (code, told["state"], told["certificate"]["clinic"]) == (0, "fine", "Praxis am Bach GmbH")
    code, told = call("seal", "renew")
    assert (code, told["certificate"]["clinic"], told["certificate"]["issuer"]) == (0, CLINIC.name, None)
    assert [one["clinic"] for one in told["earlier"]] == ["Praxis am Bach GmbH"]
    code, text = call("seal", "certificate")
    assert code == 0 and certificate_from_pem(text.encode()) in Register().certificates()


def test_a_refused_import_ends_with_2_and_says_what_would_be_taken(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told = call("seal", "import", certificate_file("clinic.p12", rsa_key(), monkeypatch))
    assert (code, told["faults"][0]["text"]) == (2, "it holds an RSA key of 2048 bits")
    assert "P-256" in told["remedy"]
    monkeypatch.setenv("NEEDLESAFE_SEAL_PASSPHRASE", "wrong")
    assert call("seal", "import", "clinic.p12")[1]["faults"][0]["place"] == "passphrase"
    assert call("seal", "import", "missing.p12")[0] == 2
    assert call("seal", "show")[1]["state"] == "none"


def test_time_stamps_are_set_up_asked_for_and_told_with_the_proof(call: Call, catalogue: Catalogue) -> None:
    Path("visit.json").write_bytes(written(complete(begun(DELTOID), catalogue)))
    authority = TimeAuthority()
    assert call("seal", "authority", "somewhere")[0] == 2
    with served(authority) as url:
        assert call("seal", "authority", url)[1]["time_stamps"] == {"authority": url, "waiting": 0}
        assert call("run", "visit.json", "--out", "out")[0] == 0
        assert authority.asked == [], "a visit waits for no authority"
        code, told = call("seal", "stamp", "--out", "out")
        assert (code, told["stamped"], told["waiting"], len(told["files"])) == (0, 3, 0, 3)
    assert call("seal", "authority", "off")[1]["time_stamps"]["authority"] is None
    [sheet] = Path("out").glob("aftercare*.pdf")
    code, told = call("verify", str(sheet))
    assert (code, told["verdict"]) == (0, "unchanged")
    assert {row["subject"]: row["outcome"] for row in told["compared"]} == {"pages": "not compared", "time stamp": "agrees"}
    assert call("verify", str(sheet), "--quick")[1]["compared"] == []


def test_a_proof_is_told_in_lines_with_the_sentence_first(call: Call, catalogue: Catalogue,
                                                          capsys: pytest.CaptureFixture[str]) -> None:
    Path("visit.json").write_bytes(written(complete(begun(DELTOID), catalogue)))
    call("run", "visit.json", "--out", "out")
    [consent] = Path("out").glob("consent*.pdf")
    assert cli.main(["verify", str(consent)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"unchanged since it was sealed by {CLINIC.name} on ")
    assert [line.partition(":")[0] for line in lines[1:]] == ["  agrees"] * 4
