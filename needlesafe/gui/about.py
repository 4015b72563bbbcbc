"""What this program is: its version, its content, and what it is not."""

from __future__ import annotations

from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

VERSION = "0.1.0"
TRIAL = ("This is a trial version. Its content was collected from published sources and is a draft: no clinician has reviewed "
         "it. Marks beside a statement say whether it was read in its source († not confirmed, ‡ our own default). Use it "
         "with invented patients only.")
LIMITS = ("NeedleSafe shows which of its listed items were raised and which were not. It never decides whether somebody may "
          "be needled: that stays with the practitioner.")


class AboutPage(PlainPage):
    """Version, content and its fingerprint, where the records are."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("About NeedleSafe"))
        trial = Card(tr("Trial"), "", "grave")
        trial.body.addWidget(Words(tr(TRIAL)))
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
        for card in (trial, limits, versions):
            self.body.addWidget(card)
