"""How the content's entries, their headings and their fields are called when a clinician reads them to adopt them."""

from __future__ import annotations

from datetime import datetime

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.adoption import AdoptionState
from needlesafe.flow.entry_views import MARKS, EntryView
from needlesafe.gui.messages import STATUS_WORDS, tr
from needlesafe.gui.sourced import source_words
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import LOOKS, action_words
from needlesafe.store import Adoption

TOPICS = {
    "questions": "Screening questions", "computed": "Facts that are worked out", "factors": "What rules speak of",
    "warnings": "Warning signs", "events": "Adverse events", "principles": "Principles of needling",
    "jurisdictions": "Places", "law": "Points of law", "disagreements": "Where sources differ", "references": "Sources",
    "renewals": "Why a consent is renewed",
}
"""The headings whose words are not those of their table."""
FIELDS = {
    "text": "", "text_raised": "When it is raised", "default": "What we chose", "rates": "How often", "why": "Why",
    "if_any": "If any of", "if_all": "And all of", "unless": "Unless", "tags": "Where", "wants": "Asks besides for",
    "motor_screen": "Movement test", "sensory_screen": "Feeling test", "reason": "Tier, because", "prohibited": "Not done",
    "action": "Asks for", "changes": "Change of plan", "structures": "Nearby", "limit": "Limit", "lung": "Reaches the lung",
    "nerves_text": "Other nerves", "only_sex": "Asked of one sex", "patient_words": "What the patient reads",
    "not_muscles": "Not at these muscles", "not_regions": "Not in these regions", "risk": "What the patient reads",
    "same_day": "The same day", "ring_us": "Ring the clinic", "call_when": "When to call", "document": "Write down",
    "lay_name": "For the patient", "sides": "Sides", "per": "Asked for each", "wanted": "Wanted answer",
}
"""The fields whose words are not their own name."""
CHANGES = {"added": "new", "changed": "changed"}
WHAT_IT_IS = (
    "The content was collected from published sources. No clinician has reviewed it as it is shipped. To adopt it, a clinician "
    "of this clinic opens every group below, reads it, and takes the content over for use here in their own name. Adopting "
    "does not say that the content is right.")
UNTIL_THEN = "Until then every page says TRIAL, and so do the pages of visits that were begun before."
WHAT_CHANGED = (
    "The content in use is another one than the clinic adopted. Only what changed since is shown. Until it is adopted, new pages "
    "say TRIAL.")
STATEMENT = ("I have read what is listed above, with what is not confirmed (\u2020) and what is the program's own default "
             "(\u2021), and adopt this content for use in this clinic.")
STATEMENT_CHANGED = "I have read what changed, as listed above, and adopt this content for use in this clinic."


def topic_words(topic: str) -> str:
    """The words of a heading."""
    table, _, language = topic.partition("/")
    words = tr(TOPICS.get(table) or table.replace("_", " ").capitalize())
    return tr("Consent text ({language})").format(language=language) if language else words


def field_words(name: str) -> str:
    """The words of a field; empty where its text stands for itself."""
    return tr(FIELDS[name]) if name in FIELDS else tr(name.replace("_", " ").capitalize())


def value_words(name: str, text: str) -> str:
    """What a field says, with an action in its own words."""
    return action_words(text) if name == "action" and text in LOOKS else text


def entry_title(view: EntryView) -> str:
    """The name of an entry with its mark, and whether it is new or changed."""
    change = tr(CHANGES[view.change]) if view.change else ""
    marked = f"{view.title} {MARKS.get(view.status, '')}".strip()
    return "  \u00b7  ".join(part for part in (marked, change) if part)


def gist_words(view: EntryView, remark: str = "") -> str:
    """What is read of an entry without a tap, a field a line, and what was remarked on it."""
    lines = [_labelled(name, text) for name, text in view.gist]
    return "\n".join([*lines, tr("Remark: {remark}").format(remark=remark)] if remark else lines)


def behind_words(view: EntryView, catalogue: Catalogue) -> str:
    """How far an entry is known, and each source as it is cited."""
    cited = [source_words(name, catalogue) for name in view.sources] or [tr("No source is named.")]
    return "\n".join([tr(STATUS_WORDS[view.status]), *cited] if view.status else [tr("Wording of the program.")])


def moment_words(at: str) -> str:
    """A UTC time as the local day and time."""
    local = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    return f"{day_words(local.date().isoformat())}, {local:%H:%M}"


def adopter_words(adoption: Adoption) -> str:
    """Who adopted, in a few words."""
    return f"{adoption.name}, {adoption.registration}"


def count_words(number: int) -> str:
    """How many entries."""
    return tr("1 entry") if number == 1 else tr("{n} entries").format(n=number)


def counted(now: AdoptionState) -> tuple[tuple[str, str], ...]:
    """How much there is, how much of it is not confirmed, and how much is our own default."""
    return ((tr("Entries"), str(now.counts["all"])), (tr("Not confirmed (\u2020)"), str(now.counts["unconfirmed"])),
            (tr("Our own defaults (\u2021)"), str(now.counts["default"])))


def _labelled(name: str, text: str) -> str:
    label, words = field_words(name), value_words(name, text)
    return f"{label}: {words}" if label else words
