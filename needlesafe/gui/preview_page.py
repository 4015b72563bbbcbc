"""Pages that are of use before they are sealed, or that never are: the aftercare sheet to read together, the sheet for whoever checks."""

from __future__ import annotations

from collections.abc import Callable

from needlesafe.flow.clinic_seal import proof_sheet_of
from needlesafe.flow.previews import aftercare_of, record_of
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.messages import tr
from needlesafe.gui.shown_paper import LooseButtons, ShownPaper
from needlesafe.gui.step_page import Screen


class PreviewPage(AsidePage):
    """The pages, with *Print* and *Save* where they have a name to be saved by."""

    def __init__(self, screen: Screen, title: str, context: str, name: str) -> None:
        super().__init__(screen, title, context)
        self._name = name
        self.paper, self.ways = ShownPaper(screen), LooseButtons(screen, lambda: name)
        self.body.addLayout(self.ways)
        for button in (self.ways.print, self.ways.save):
            button.setVisible(bool(name))
        self.body.addWidget(self.paper)

    def build(self, work: Callable[[], bytes]) -> None:
        """Lays the pages out off this thread."""
        self.screen.seal(tr("Preparing the pages"), work, self._show)

    def onward(self) -> tuple[str, bool]:
        """Leads back."""
        return tr("Back to the visit"), True

    def go_on(self) -> None:
        """Leads back."""
        self.go_back()

    def _show(self, pdf: bytes) -> None:
        if self._name:
            self.ways.show_data(pdf)
        self.paper.show_draft(pdf, "", "")


def open_aftercare(screen: Screen, large_print: bool = False) -> PreviewPage:
    """Shows the aftercare sheet as things stand."""
    title = tr("Aftercare sheet, large print") if large_print else tr("Aftercare sheet")
    visit = screen.desk.visit
    page = PreviewPage(screen, title, tr("To read together and take home. It is sealed with the record at the end of the visit."),
                       f"{'aftercare-large' if large_print else 'aftercare'}-{visit.date}-{visit.id[:8]}.pdf")
    screen.open_aside(page)
    page.build(lambda: aftercare_of(screen.desk, large_print))
    return page


def open_record(screen: Screen) -> PreviewPage:
    """Shows the record as it stands, to be read only: on paper it would say that it is sealed."""
    page = PreviewPage(screen, tr("The record as it stands"), tr("Not sealed yet: to be read, neither printed nor saved. Finish and seal "
                                                                 "makes it final."), "")
    screen.open_aside(page)
    page.build(lambda: record_of(screen.desk))
    return page


def open_proof_sheet(screen: Screen) -> PreviewPage:
    """Shows the sheet for whoever checks a sealed file."""
    page = PreviewPage(screen, tr("How others check a sealed file"), tr("For a regulator, an insurer or a court: with free tools, and "
                                                                        "without this program."), "how-to-check-a-sealed-file.pdf")
    screen.open_aside(page)
    page.build(lambda: proof_sheet_of(screen.desk.workplace).pdf)
    return page
