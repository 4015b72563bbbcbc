"""What the verbs of `seal` and `verify` answer: as plain JSON values, and in lines for people."""

from __future__ import annotations

from pathlib import Path

from needlesafe.flow.answer import Answer
from needlesafe.flow.clinic_seal import SealStanding, import_seal, renew_seal, seal_standing
from needlesafe.flow.export import write_aside
from needlesafe.flow.proof import Proof
from needlesafe.flow.time_stamps import Stamping, authority_of, set_authority, stamp_name
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import CertificateFacts

STATES = {"fine": "It may be used.", "ending": "It ends in {days} days.", "expired": "It has expired: nothing can be sealed.",
          "early": "By this computer's clock it has not begun: nothing can be sealed."}


def shown(workplace: Workplace) -> Answer:
    """The seal as it stands, those before it, and the time stamps."""
    standing = seal_standing(workplace)
    authority, waiting = authority_of(workplace), len(workplace.store.wanted_time_stamps())
    value = {"state": standing.state, "certificate": _as_json(standing.facts) if standing.facts else None,
             "earlier": [_as_json(facts) for facts in standing.earlier],
             "time_stamps": {"authority": authority or None, "waiting": waiting}}
    return Answer(value, (*_lines(standing), *(f"Before it: {_line(facts)}" for facts in standing.earlier),
                          f"Time stamps: from {authority}; {waiting} waiting." if authority else "Time stamps: off."))


def imported(workplace: Workplace, data: bytes, passphrase: str) -> Answer:
    """The seal after one was brought. BadInput where it cannot be used; then nothing changed."""
    import_seal(workplace, data, passphrase)
    return shown(workplace)


def renewed(workplace: Workplace) -> Answer:
    """The seal after a new one was made."""
    renew_seal(workplace)
    return shown(workplace)


def appointed(workplace: Workplace, url: str) -> Answer:
    """The seal after an authority was set, or with an empty address after time stamps were turned off."""
    set_authority(workplace, url)
    return shown(workplace)


def stamped(workplace: Workplace, folder: Path | None) -> Answer:
    """What became of the files that wait for a time stamp; new stamps are written into the folder."""
    before = workplace.store.wanted_time_stamps()
    told = Stamping(workplace).work_off()
    files = [] if folder is None else [str(path) for sha256 in before if (path := _written(workplace, sha256, folder))]
    value = {"stamped": told.stamped, "waiting": told.waiting, "fault": told.fault or None, "files": files}
    why = f" {told.fault[:1].upper()}{told.fault[1:]}." if told.fault else ""
    return Answer(value, (f"{told.stamped} stamped, {told.waiting} waiting.{why}", *files))


def proved(path: Path, proof: Proof) -> Answer:
    """The verdict about a file, and what was compared."""
    verdict = proof.verdict
    value = {"file": str(path), "verdict": verdict.word, "reason": verdict.reason, "sha256": verdict.sha256,
             "compared": [{"subject": row.subject, "outcome": row.outcome, "said": row.said} for row in proof.compared]}
    return Answer(value, (verdict.sentence, *(f"  {row.outcome}: {row.said}" for row in proof.compared)))


def _written(workplace: Workplace, sha256: str, folder: Path) -> Path | None:
    """The stamp beside the document that it is over; None where there is none."""
    stamp, name = workplace.store.time_stamp(sha256), workplace.store.document_name(sha256)
    return write_aside(folder, stamp_name(name), stamp) if stamp and name else None


def _lines(standing: SealStanding) -> tuple[str, ...]:
    if standing.facts is None:
        return ("No seal yet: it is made at the first sealing.",)
    return (_line(standing.facts), STATES[standing.state].format(days=standing.days_left))


def _line(facts: CertificateFacts) -> str:
    by = "made by NeedleSafe; nobody else vouches for it" if facts.own else f"issued by {facts.issuer}"
    return f"{facts.clinic}, from {facts.begins:%Y-%m-%d} to {facts.ends:%Y-%m-%d}, {by}. SHA-256 {facts.sha256}"


def _as_json(facts: CertificateFacts) -> dict[str, str | None]:
    return {"clinic": facts.clinic, "issuer": facts.issuer or None, "begins": facts.begins.isoformat(),
            "ends": facts.ends.isoformat(), "sha256": facts.sha256}
