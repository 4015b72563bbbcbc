"""
*The patient says no*: refused, not today, or taken back, at any time before, during and after the treatment.

What was decided is recorded first and stands; who, how and why may follow until the page is sealed. Needles that are in
are taken out as on every page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from needlesafe.domain.consent import Signature
from needlesafe.domain.needles import any_placed, present
from needlesafe.domain.statements import MANNERS
from needlesafe.flow.gates import Standing, lacks
from needlesafe.flow.refusals import sign_refusal
from needlesafe.flow.saying_no import SaidNo, describe_no, record_no, seal_no
from needlesafe.flow.statements import time_said
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.form import Asked, Form
from needlesafe.gui.kept_form import KeptForm
from needlesafe.gui.messages import tr
from needlesafe.gui.refusal_signature import RefusalSignature
from needlesafe.gui.refusal_words import DECISIONS, MANNER_WORDS, follows, stands
from needlesafe.gui.shown_paper import ShownPaper
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words

KIND = "unwilling"
"""Under what is written here is kept while the page is away."""
_OF_WITHDRAWAL = ("manner", "words", "alternatives", "capacity", "removal")


class RefusalPage(AsidePage):
    """What was decided, by whom, why, what follows, and the sealed page."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("The patient says no"), tr("No, not today, and taking consent back count at any time. No reason is needed."))
        self._since = time_said(screen.desk)
        standing = screen.desk.standing
        self.form = Form(*_asked(standing))
        self.no_penalty = TickRow("no_penalty", tr("I said that nothing is lost by it: all other care goes on as before"))
        self.stands, self.what, self.who = Card(tr("How it stands")), Card(""), Card(tr("Who, how and why"))
        self.behind, self.more, self.paper = Card(tr("What follows")), Card(tr("Where it matters")), ShownPaper(screen)
        self.signing = RefusalSignature(standing)
        self.signing.signed.connect(self._sign)
        self.said, self.follows = Words(""), Words("")
        self.stands.body.addWidget(self.said)
        self.behind.body.addWidget(self.follows)
        self.form.lay_into(self.what.body, "decision")
        self.form.lay_into(self.who.body, "who", "name", "manner", "words", "reason")
        self.who.body.addWidget(self.no_penalty)
        self.form.lay_into(self.more.body, "alternatives", "capacity", "removal")
        self.kept = KeptForm(screen.unsent, KIND, {**self.form.rows, "no_penalty": self.no_penalty}, screen.tell)
        self.kept.emptied.connect(screen.draw)
        for part in (self.kept, self.stands, self.what, self.behind, self.who, self.more, self.signing, self.paper):
            self.body.addWidget(part)
        for row in self.form.rows.values():
            row.changed.connect(lambda *_: self.screen.draw())
        self._fill()

    @property
    def visit(self):
        """The visit as it stands."""
        return self.screen.desk.visit

    def draw(self) -> None:
        """Shows what may be said now, what follows from it, and the sealed page once there is one."""
        decision, recorded, sealed = self._decision(), bool(self._recorded()), self._sealed_kind()
        possible = bool(_options(self.screen.desk.standing)) or recorded
        self.said.say(stands(self.screen.desk.standing))
        self.stands.setVisible(recorded or not possible)
        self.what.setVisible(possible and not sealed and self.visit.withdrawal is None)
        self.behind.setVisible(bool(decision) and not sealed)
        self.follows.say("\n".join(follows(decision, present(self.visit), self.visit.closed)))
        for card in (self.who, self.more):
            card.setVisible(bool(decision) and not sealed)
        for name in _OF_WITHDRAWAL:
            self.form.rows[name].setVisible(decision == "withdrawn" and (name != "removal" or self._were_in()))
        self.form.rows["name"].setVisible(self.form["who"] == "other")
        self.more.setVisible(decision == "withdrawn" and not sealed)
        self.no_penalty.setVisible(decision == "withdrawn")
        self.signing.show_signature(self.visit, "" if sealed else decision, str(self.form["who"] or "patient"))
        if sealed and self.paper.isHidden():
            self.paper.show_sealed(sealed)
            self.kept.drop()

    def leave(self) -> None:
        """Keeps what was written; of a recorded withdrawal it is recorded too."""
        if not self._sealed_kind():
            self.kept.keep()
        if self._recorded() == "withdrawn" and not self._sealed_kind() and not self.screen.busy:
            said = self._said()
            self.screen.act(lambda desk: describe_no(desk, said))

    def onward(self) -> tuple[str, bool]:
        """Records it, seals the page, or leads back."""
        if self._sealed_kind() or not (_options(self.screen.desk.standing) or self._recorded()):
            return tr("Back to the visit"), True
        if not self._recorded() and (self._decision() == "withdrawn" and present(self.visit)):
            return tr("Record it now"), True
        words = tr("Seal the page") if self._recorded() == self._decision() != "" else tr("Record and seal it")
        return words, bool(self._decision()) and not (self._recorded() and present(self.visit))

    def missing(self) -> str:
        """What is not said yet, or that needles are still in."""
        if self._sealed_kind():
            return tr("Sealed and kept.")
        if self._recorded() and (inside := present(self.visit)):
            one, many = tr("1 needle is still in: the page is sealed once it is out"), tr("{n} needles are still in: the page is sealed once they are out")
            return one if inside == 1 else many.format(n=inside)
        return "" if self._decision() else tr("Choose what was decided")

    def lead_to_missing(self) -> None:
        """Goes to the choice, or to the needles that are in."""
        if self._recorded() and present(self.visit):
            self.screen.open_step("treatment")
        else:
            self.go_to(self.what)

    def lead_to_words(self) -> None:
        """Goes to where it is written what the patient said."""
        self.go_to(self.form.rows["words"])

    def go_on(self) -> None:
        """Records what was decided, then seals the page where nothing is missing for it."""
        if self._sealed_kind() or not self._decision():
            self.screen.open_step("note" if self._sealed_kind() and not self.visit.closed else self.screen.step)
            return
        if self._recorded() != self._decision() and not self._record():
            return
        fault = self._first_fault()
        if fault is not None:
            self.go_to(fault)
        elif not present(self.visit):
            self.screen.seal(tr("Sealing the page"), self._sealing(), lambda _: self.verticalScrollBar().setValue(0))

    def _decision(self) -> str:
        return str(self.form["decision"] or "")

    def _recorded(self) -> str:
        """What is recorded: `withdrawn`, `declined`, `deferred` or nothing."""
        if self.visit.withdrawal is not None:
            return "withdrawn"
        decision = self.visit.consent.decision
        return decision if decision in ("declined", "deferred") else ""

    def _sealed_kind(self) -> str:
        kind = "withdrawal" if self.visit.withdrawal is not None else "refusal"
        return kind if any(document.kind == kind for document in self.visit.documents) else ""

    def _were_in(self) -> bool:
        told = self.visit.withdrawal
        return bool(told.needles_in if told else present(self.visit))

    def _by(self) -> str:
        who = self.form["who"]
        guardian = self.visit.guardian
        named = {"patient": self.visit.patient.name, "guardian": guardian.name if guardian else "", "other": self.form.text("name")}
        return named.get(str(who), "")

    def _said(self) -> SaidNo:
        """What the fields hold now; sealing, which is another thread's, reads no field."""
        return SaidNo(self._decision(), self._by(), self.form.text("reason"), self._since, self.no_penalty.isChecked(),
                      {name: self.form.text(name) for name in _OF_WITHDRAWAL})

    def _record(self) -> bool:
        said = self._said()
        return self.screen.act(lambda desk: record_no(desk, said))

    def _sealing(self) -> Callable[[], object]:
        desk, said = self.screen.desk, self._said()
        return lambda: seal_no(desk, said)

    def _sign(self, signature: Signature) -> None:
        """Records the decision where that was not done yet, and the signature under it."""
        desk = self.screen.desk
        if self._recorded() == self._decision() or self._record():
            self.screen.seal(tr("Keeping the signature"), lambda: sign_refusal(desk, signature), lambda _: self.draw())

    def _first_fault(self) -> QWidget | None:
        """The first thing that the page still needs, after each was named beside its field."""
        named = self._by() or self.form["who"] not in (None, "other")
        needs = {"who": tr("Say who decided.") if self.form["who"] is None else "",
                 "name": "" if named or self.form["who"] is None else tr("Write the name."),
                 "words": tr("Write what the patient said, wrote or showed.") if self._decision() == "withdrawn" and not self.form["words"] else ""}
        for name, fault in needs.items():
            self.form.rows[name].set_fault(fault)
        return next((self.form.rows[name] for name, fault in needs.items() if fault), None)

    def _fill(self) -> None:
        """Shows what is recorded over what was written here before."""
        told = self.visit.withdrawal
        values: dict[str, Any] = {}
        if told is not None:
            values = {name: value for name in (*_OF_WITHDRAWAL, "reason") if (value := getattr(told, name))}
        if self._recorded():
            values["decision"] = self._recorded()
            self.kept.hide()
        for name, value in values.items():
            self.form.rows[name].set_value(value or None)
        if told and told.no_penalty:
            self.no_penalty.setChecked(True)


def _options(standing: Standing) -> tuple[str, ...]:
    """What can be said now: no or not today before the first needle, and consent that was given can be taken back always."""
    visit = standing.visit
    if visit.withdrawal is not None:
        return ("withdrawn",)
    given = visit.consent.decision == "given"
    early = () if lacks("decline", standing) or any_placed(visit) else ("deferred",) if given else ("declined", "deferred")
    return (*(("withdrawn",) if given or any_placed(visit) else ()), *early)


def _asked(standing: Standing) -> tuple[Asked, ...]:
    visit = standing.visit
    guardian = ((("guardian", tr("{name}, who decides for the patient").format(name=visit.guardian.name)),) if visit.guardian else ())
    offered = _options(standing) or ((visit.consent.decision,) if visit.consent.decision in DECISIONS else ())
    return (Asked(Choice("decision", tr("What was decided"), tuple((name, tr(DECISIONS[name])) for name in offered))),
            Asked(Choice("who", tr("Who decided"), (("patient", visit.patient.name), *guardian, ("other", tr("Somebody else"))))),
            Asked(Field("name", tr("Name, and why they may decide"))),
            Asked(Choice("manner", tr("How it was said"), tuple((name, tr(MANNER_WORDS[name])) for name in MANNERS))),
            Asked(Field("words", tr("What the patient said, wrote or showed"), "text")),
            Asked(Field("reason", tr("Why"), "text", note=tr("Only if they want to say. Nobody has to."))),
            Asked(Field("alternatives", tr("What was offered instead"), "text")),
            Asked(Field("capacity", tr("What was seen of their being able to decide"), "text")),
            Asked(Field("removal", tr("Why needles stayed in for a while, and what the patient was told"), "text",
                        note=tr("Only where taking them out had to wait."))))
