"""The one place that turns a code into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from needlesafe.errors import GateRefused, Lack, UserError

ONE_AND_MANY = {
    "site": ("no site is chosen", "no site is chosen"),
    "readiness": ("1 readiness check missing", "{n} readiness checks missing"),
    "unanswered": ("1 question unanswered", "{n} questions unanswered"),
    "stop": ("1 item stops this plan", "{n} items stop this plan"),
    "ultrasound": ("1 site needs ultrasound or stops", "{n} sites need ultrasound or stop"),
    "clearance": ("1 clearance missing", "{n} clearances missing"),
    "change": ("1 change of plan to accept", "{n} changes of plan to accept"),
    "acknowledgement": ("1 acknowledgement missing", "{n} acknowledgements missing"),
    "consent-draft": ("the consent is not prepared yet", "the consent is not prepared yet"),
    "consent-outdated": ("the plan changed: new consent needed", "the plan changed: new consent needed"),
    "understanding": ("1 understanding question open", "{n} understanding questions open"),
    "understanding-talk": ("1 talk after an answer is not written", "{n} talks after an answer are not written"),
    "signature": ("1 signature missing", "{n} signatures missing"),
    "consent": ("no decision yet", "no decision yet"),
    "decided": ("this was decided already", "this was decided already"),
    "decision": ("no decision yet", "no decision yet"),
    "sealed-consent": ("the consent is not sealed yet", "the consent is not sealed yet"),
    "needles-in": ("1 needle is still in", "{n} needles are still in"),
    "needles": ("needles are not accounted for", "needles are not accounted for"),
    "count-after": ("the needles are not counted yet", "the needles are not counted yet"),
    "count-by-site": ("fewer were found: count each site", "fewer were found: count each site"),
    "nothing-to-count": ("nothing waits to be counted", "nothing waits to be counted"),
    "nothing-to-take-back": ("there is no count to take back", "there is no count to take back"),
    "count": ("this count cannot be right", "these counts cannot be right"),
    "no-site": ("this site is not in the plan", "these sites are not in the plan"),
    "same-site": ("needles move to another site", "needles move to another site"),
    "pause": ("1 not said yet", "{n} not said yet"),
    "other-hands": ("who has the needles now did not sign to place them", "who has the needles now did not sign to place them"),
    "left-in": ("needles were not planned to stay in", "needles were not planned to stay in"),
    "left-in-withdrawn": ("consent for needles that stay in was withdrawn", "consent for needles that stay in was withdrawn"),
    "discharge": ("1 leaving check missing", "{n} leaving checks missing"),
    "discharge-owed": ("1 leaving check owes a note", "{n} leaving checks owe a note"),
    "aftercare": ("aftercare not given yet", "aftercare not given yet"),
    "red-flags": ("warning signs not explained yet", "warning signs not explained yet"),
    "ending": ("what happened is not written", "what happened is not written"),
    "owed": ("what is owed is not written", "what is owed is not written"),
    "closed": ("the record is sealed", "the record is sealed"),
    "ended": ("the visit has ended", "the visit has ended"),
    "identity": ("this number belongs to another patient", "this number belongs to another patient"),
    "identity-part": ("1 part of the name or birth date is missing", "{n} parts of the name or birth date are missing"),
    "nothing-corrected": ("nothing is changed yet", "nothing is changed yet"),
    "correction-reason": ("how it is known is not written", "how it is known is not written"),
    "merged-already": ("one of them is merged already", "one of them is merged already"),
    "not-merged": ("they are not merged", "they are not merged"),
    "withdrawn": ("the consent was withdrawn", "the consent was withdrawn"),
    "not-withdrawn": ("the consent was not withdrawn", "the consent was not withdrawn"),
    "withdrawal-words": ("what the patient said when taking consent back is not written", "what the patient said when taking consent back is not written"),
    "sealed-withdrawal": ("the page of the withdrawal is sealed", "the page of the withdrawal is sealed"),
    "sealed-record": ("the record is not sealed yet", "the record is not sealed yet"),
    "reported": ("the incident is reported already", "the incident is reported already"),
    "not-needled": ("no needle went in there", "no needle went in there"),
    "needled": ("needles were in already", "needles were in already"),
    "statement-part": ("1 part is not written", "{n} parts are not written"),
    "not-raised": ("1 finding is not raised in this visit", "{n} findings are not raised in this visit"),
    "same-person": ("this is the patient or the practitioner", "these are the patient or the practitioner"),
    "other-signer": ("somebody else is named for this signature", "somebody else is named for these signatures"),
    "witness-first": ("the patient signs before the witness", "the patient signs before the witness"),
    "needled-site": ("a site that was needled stays in the plan", "sites that were needled stay in the plan"),
    "not-overridable": ("this cannot be declined", "these cannot be declined"),
    "blank-signature": ("the signature is blank", "the signatures are blank"),
    "adoption-group": ("1 group is not opened yet", "{n} groups are not opened yet"),
    "adopter": ("the name is missing", "the name is missing"),
    "registration": ("the registration is missing", "the registration is missing"),
    "statement": ("the statement is not ticked", "the statement is not ticked"),
    "dot-signature": ("the signature is only a dot", "the signatures are only dots"),
    "line-signature": ("the signature is only a line", "the signatures are only lines"),
}
"""What each code of a lack reads as, for one and for several."""
STATUS_WORDS = {"confirmed": "Read in its source.", "unconfirmed": "† Not confirmed in a source that was read.",
                "default": "‡ Our own default: a clinician has to accept it."}
"""How far something is known."""
MARKED_WORDS = {"unconfirmed": "† What bears this mark was not confirmed in a source that was read.",
                "default": "‡ What bears this mark is our own default: a clinician has to accept it."}
"""The same, where only some facts of an entry are in doubt."""
ALERT_WORDS = {"alert": "Alert", "voice": "Answers to voice", "pain": "Answers to pain", "unresponsive": "Does not answer"}
"""How awake somebody is."""
ANSWER_WORDS = {"yes": "yes", "no": "no", "unknown": "not known", "not-applicable": "does not apply"}
_KINDS_SHOWN = 3


def missing_words(lacks: Sequence[Lack], most: int = _KINDS_SHOWN) -> str:
    """What is missing as one line, counted by kind, in the order in which the gate asks; the first kinds only."""
    counted = Counter(_code(lack) for lack in lacks)
    parts = []
    counted |= {"needles-in": int(lack.subject.split()[0]) for lack in lacks if _code(lack) == "needles-in"}
    for code, number in list(counted.items())[:most]:
        one, many = ONE_AND_MANY.get(code, (code, code))
        parts.append(tr(one if number == 1 else many).format(n=number))
    if len(counted) > most:
        parts.append(tr("more"))
    joined = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + tr(" and ") + parts[-1] if parts else ""
    return joined[:1].upper() + joined[1:]


def missing_within(lacks: Sequence[Lack]) -> str:
    """What is missing, to stand behind a colon."""
    words = missing_words(lacks)
    return words[:1].lower() + words[1:]


def _code(lack: Lack) -> str:
    """The code, told apart where it is said how many needles are still in."""
    return "needles-in" if lack.code == "needles" and lack.subject[:1].isdigit() else lack.code


def short_line(lacks: Sequence[Lack]) -> str:
    """The first kind of thing that is missing, for the rail."""
    if not lacks:
        return ""
    first = [lack for lack in lacks if _code(lack) == _code(lacks[0])]
    return missing_words(first)


def error_words(error: UserError) -> tuple[str, str, str]:
    """What happened, what is safe, what to do."""
    if isinstance(error, GateRefused):
        return (tr("This is not possible: {missing}.").format(missing=missing_within(error.lacks)),
                tr("Everything recorded so far is kept."), tr("Complete what is named."))
    return error.happened, error.safe, error.remedy


def tr(text: str) -> str:
    """The words in the user's language."""
    return QCoreApplication.translate("Messages", text)
