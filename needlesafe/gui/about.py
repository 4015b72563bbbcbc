"""What this program is: its version, its content and who adopted it, and what it is not."""

from __future__ import annotations

from PySide6.QtCore import Qt

from needlesafe.domain.program import VERSION
from needlesafe.flow.adoption import AdoptionState, is_adopted, state
from needlesafe.flow.clinic_seal import SealStanding, seal_standing
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.adoption_words import adopter_words, count_words, moment_words
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.seal_words import state_words
from needlesafe.gui.tasks import Task
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

NEVER = ("The content was collected from published sources and is a draft: no clinician has reviewed it, and no clinician of this "
         "clinic has adopted it. Marks beside a statement say whether it was read in its source (\u2020\u00a0not confirmed, \u2021\u00a0our "
         "own default). Until it is adopted every page says TRIAL.")
CHANGED = "The content in use is another one than was adopted. Until the changes are adopted, new pages say TRIAL."
ADOPTED = ("A clinician of this clinic took the content over for use here. As it is shipped, no clinician has reviewed it; marks "
           "beside a statement say how far it is known (\u2020\u00a0not confirmed, \u2021\u00a0our own default).")
LIMITS = ("NeedleSafe shows which of its listed items were raised and which were not. It never decides whether somebody may "
          "be needled: that stays with the practitioner.")


class AboutPage(PlainPage):
    """Who adopted the content, version and fingerprint, where the records are."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("About NeedleSafe"))
        self.adoption, self.adopted = Button(""), FactList()
        self.adoption.clicked.connect(lambda: self.page_asked.emit("adoption"))
        limits = Card(tr("What it does"))
        limits.body.addWidget(Words(tr(LIMITS)))
        facts, versions = FactList(), Card(tr("Versions"))
        catalogue = workplace.catalogue
        facts.show_facts(((tr("Program"), VERSION), (tr("Content"), catalogue.version),
                          (tr("Fingerprint"), catalogue.fingerprint),
                          (tr("Clinic's fingerprint"), catalogue.clinic_fingerprint),
                          (tr("Records"), str(workplace.store.folder)),
                          (tr("Licence"), "Apache-2.0")))
        versions.body.addWidget(facts)
        for card in (self._adoption_card(workplace), limits, self._seal_card(workplace), versions):
            self.body.addWidget(card)

    def _adoption_card(self, workplace: Workplace) -> Card:
        """Never adopted, adopted by whom, or changed since; how much changed is counted off this thread."""
        adoptions, current = workplace.store.adoptions(), is_adopted(workplace)
        if not adoptions:
            card, text, way = Card(tr("Trial: not adopted"), "", "mind"), NEVER, tr("Read and adopt")
        elif current:
            card, text, way = Card(tr("Content adopted"), "", "done"), ADOPTED, tr("See what was adopted")
        else:
            card, text, way = Card(tr("Trial: changed since it was adopted"), "", "mind"), CHANGED, tr("See what changed")
        self.adoption.say(way)
        card.body.addWidget(Words(tr(text)))
        card.body.addWidget(self.adopted)
        card.body.addWidget(self.adoption, 0, Qt.AlignmentFlag.AlignLeft)
        self.adopted.setVisible(bool(adoptions))
        if adoptions:
            task = Task(lambda: state(workplace))
            task.succeeded.connect(self._show_adopted)
            task.failed.connect(self.fail)
            task.start()
        return card

    def _seal_card(self, workplace: Workplace) -> Card:
        """What becomes of the clinic's seal, and the way to it; its certificate is read off this thread."""
        card, self.seal, way = Card(tr("The clinic's seal")), Words(), Button(tr("See the seal"))
        way.clicked.connect(lambda: self.page_asked.emit("seal"))
        card.body.addWidget(self.seal)
        card.body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        task = Task(lambda: seal_standing(workplace))
        task.succeeded.connect(self._show_seal)
        task.failed.connect(self.fail)
        task.start()
        return card

    def _show_seal(self, standing: SealStanding) -> None:
        self.seal.say(state_words(standing))

    def _show_adopted(self, now: AdoptionState) -> None:
        last = now.last
        if last is None:
            return
        since = tr("{entries} changed").format(entries=count_words(now.changes)) if now.standing == "changed" else ""
        self.adopted.show_facts(((tr("Adopted by"), adopter_words(last)), (tr("On"), moment_words(last.at)),
                                 (tr("Fingerprint"), last.fingerprint), (tr("Since then"), since)))
