"""The clinic's seal: what it is and until when, a new one, one that the clinic brings, and time stamps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from needlesafe.errors import UserError
from needlesafe.flow.clinic_seal import SealStanding, certificate_text, import_seal, renew_seal, seal_standing
from needlesafe.flow.export import write_aside
from needlesafe.flow.time_stamps import Round, Stamping, authority_of, set_authority
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.form import Asked, Form
from needlesafe.gui.file_dialogs import ask_file, ask_folder
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage, own_words
from needlesafe.gui.seal_words import state_words, voucher_words
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.tasks import Task
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

CERTIFICATE_FILE = "clinic-certificate.pem"
OWN = ("A certificate that an authority issued in the clinic's name says more than one that NeedleSafe made. It comes as a file that "
       "ends in .p12 or .pfx. Its key must be an ECDSA key on the curve P-256; RSA keys are not taken.")
STAMPS = ("A time stamp says that an authority saw the very file at a time of its own clock. Only the SHA-256 of the sealed file goes "
          "there, never the file. Without an address NeedleSafe never opens a connection.")


class SealPage(PlainPage):
    """Everything about the seal that somebody may have to see or change."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("The clinic's seal"), tr("It shows whether a sealed file was changed since."))
        self._workplace = workplace
        self.state, self.facts = Words(), FactList()
        self.renew, self.save, self.others = (Button(tr("Make a new seal")), Button(tr("Save the certificate …")),
                                              Button(tr("How others check it")))
        self.choose, self.file, self.bring = Button(tr("Choose a file …")), Words("", "quiet"), Button(tr("Use this seal"))
        self.passphrase = Form(Asked(Field("passphrase", tr("Passphrase of the file"), "secret")))
        self.authority = Form(Asked(Field("url", tr("Address of the authority (RFC 3161)"), hint="https://",
                                          note=tr("Leave it empty for no time stamps."))))
        self.keep, self.ask, self.stamps = Button(tr("Save the address")), Button(tr("Ask now")), Words("", "quiet")
        self._chosen: Path | None = None
        self._stamping: Stamping | None = None
        for card in (self._now_card(), self._own_card(), self._stamps_card()):
            self.body.addWidget(card)
        self._connect()
        self.authority.rows["url"].set_value(authority_of(workplace) or None)
        self._do(tr("Reading the certificate"), lambda: seal_standing(workplace))

    def choose_file(self, path: Path) -> None:
        """Shows which file would be taken."""
        self._chosen = path
        self.file.say(path.name)
        self.file.show()
        self.bring.setEnabled(True)

    def tell(self, error: UserError) -> None:
        """Says what was refused; here a fault is that of the file, of its passphrase or of the address."""
        self.banner.show_fault(*own_words(error))

    def save_in(self, folder: Path) -> None:
        """Writes the certificate into a folder."""
        try:
            path = write_aside(folder, CERTIFICATE_FILE, certificate_text(self._workplace))
        except UserError as error:
            self.tell(error)
        else:
            self.foot.set_missing(tr("Saved as {path}").format(path=path))

    def _now_card(self) -> Card:
        card = Card(tr("The seal in use"))
        card.body.addWidget(self.state)
        card.body.addWidget(self.facts)
        card.body.addLayout(_line(self.renew, self.save, self.others))
        return card

    def _own_card(self) -> Card:
        card = Card(tr("Bring the clinic's own"))
        card.body.addWidget(Words(tr(OWN)))
        card.body.addLayout(_line(self.choose))
        card.body.addWidget(self.file)
        self.file.hide()
        self.passphrase.lay_into(card.body)
        card.body.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        self.bring.setEnabled(False)
        return card

    def _stamps_card(self) -> Card:
        card = Card(tr("Time stamps"))
        card.body.addWidget(Words(tr(STAMPS)))
        self.authority.lay_into(card.body)
        card.body.addLayout(_line(self.keep, self.ask))
        card.body.addWidget(self.stamps)
        return card

    def _connect(self) -> None:
        place = self._workplace
        self.renew.clicked.connect(lambda: self._do(tr("Making the seal"), lambda: _then_standing(place, renew_seal, place)))
        self.save.clicked.connect(self._save)
        self.others.clicked.connect(lambda: self.page_asked.emit("proof-sheet"))
        self.choose.clicked.connect(self._choose)
        self.bring.clicked.connect(self._bring)
        self.keep.clicked.connect(self._keep)
        self.ask.clicked.connect(self._ask)

    def _do(self, what: str, work: Callable[[], Any]) -> None:
        self.set_busy(what)
        task = Task(work)
        task.succeeded.connect(self._show)
        task.failed.connect(self.fail)
        task.start()

    def _show(self, outcome: SealStanding | Round) -> None:
        self.set_busy("")
        self.banner.hide()
        if isinstance(outcome, SealStanding):
            self._show_seal(outcome)
        self._show_stamps(outcome.fault if isinstance(outcome, Round) else "")
        self.column.settle()

    def _show_seal(self, standing: SealStanding) -> None:
        facts = standing.facts
        self.state.say(state_words(standing))
        self.renew.setVisible(standing.state in ("ending", "expired"))
        known = () if facts is None else (
            (tr("Name"), facts.clinic), (tr("Vouched for by"), voucher_words(standing)),
            (tr("From"), day_words(facts.begins.date().isoformat())), (tr("Until"), day_words(facts.ends.date().isoformat())),
            (tr("SHA-256"), facts.sha256), (tr("Before it"), "; ".join(f"{one.clinic}, {one.sha256[:16]} …"
                                                                        for one in standing.earlier)))
        self.facts.show_facts(known)

    def _show_stamps(self, fault: str) -> None:
        waiting, on = len(self._workplace.store.wanted_time_stamps()), bool(authority_of(self._workplace))
        self.ask.setVisible(on and waiting > 0)
        waits = tr("1 file waits for its time stamp.") if waiting == 1 else \
            tr("{n} files wait for their time stamps.").format(n=waiting) if waiting else tr("No file waits for a time stamp.")
        why = tr("The last try: {fault}.").format(fault=fault) if fault else ""
        self.stamps.say(" ".join(part for part in (waits, why) if part) if on or waiting else tr("Time stamps are off."))

    def _choose(self) -> None:
        ask_file(self, tr("Choose the file with the seal"), tr("Certificates with keys (*.p12 *.pfx);;All files (*)"),
                 self.choose_file)

    def _bring(self) -> None:
        place, path, secret = self._workplace, self._chosen, self.passphrase.rows["passphrase"].raw()
        if path is not None:
            self.passphrase.rows["passphrase"].edit.clear()
            self._do(tr("Trying the seal"), lambda: _then_standing(place, _imported, (place, path, secret)))

    def _save(self) -> None:
        ask_folder(self, tr("Save the certificate in"), self.save_in)

    def _keep(self) -> None:
        try:
            set_authority(self._workplace, self.authority.text("url"))
        except UserError as error:
            self.tell(error)
        else:
            self.banner.hide()
            self._show_stamps("")

    def call_off(self) -> None:
        """Ends what is being asked of an authority."""
        if self._stamping is not None:
            self._stamping.call_off()

    def _ask(self) -> None:
        self._stamping = Stamping(self._workplace)
        self._do(tr("Asking the authority"), self._stamping.work_off)


def _then_standing(workplace: Workplace, deed: Callable[[Any], Any], told: Any) -> SealStanding:
    deed(told)
    return seal_standing(workplace)


def _imported(told: tuple[Workplace, Path, str]) -> None:
    place, path, secret = told
    try:
        with path.open("rb") as file:
            data = file.read(2_000_000)
    except OSError as error:
        raise UserError(tr("{name} cannot be read: {why}.").format(name=path.name, why=error.strerror),
                        tr("Nothing was changed."), tr("Choose another file.")) from None
    import_seal(place, data, secret)


def _line(*buttons: Button) -> WrapLayout:
    line = WrapLayout()
    for button in buttons:
        line.addWidget(button)
    return line
