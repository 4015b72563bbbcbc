"""
Takes pictures of the running window, in the invented clinic of the demonstration.

    python assets/guide/take_pictures.py [PAGE ...]

takes those of the guide: one a page, 1280 by 800 pixels, in the light theme, beside the text of its page; all of them without names.

    python assets/guide/take_pictures.py --six

takes those that the first page shows.

    python assets/guide/take_pictures.py --all FOLDER [--look LOOK ...] [--only NAME ...]

takes every screen, in light and dark, at 1280 by 800, at 1920 by 1080 and with text twice as large, into a folder for each look, and
looks each screen over for text that is cut, parts that overlap and anything beyond the width. What was found stands in report.txt
beside the folders; a page that goes on below the fold is there as a whole as well. Names may be patterns, such as 'home*'.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT, SCREENS, PICTURES, COLOURS = HERE.parents[1], HERE / "screens", HERE / "pictures", 200
SIX = {"home": ("light", "home-patient"), "sites": ("light", "chest-sites-filled"), "cautions": ("light", "chest-cautions-filled"),
       "turn": ("light", "turn-places"), "treatment": ("dark", "treatment-over-time"), "emergency": ("light", "emergency-ae-pneumothorax")}
"""What the first page shows, each with its look and its picture."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NEEDLESAFE_DATA"] = tempfile.mkdtemp(prefix="needlesafe-pictures-")
sys.path[:0] = [str(ROOT), str(HERE)]

from camera import LOOKS, Camera, Look, Shelf, make_small  # noqa: E402  before any call of Qt

from PySide6.QtWidgets import QApplication  # noqa: E402

from needlesafe.content import load  # noqa: E402
from needlesafe.flow import demo  # noqa: E402
from needlesafe.flow.demo_people import STORIES  # noqa: E402
from needlesafe.flow.follow_ups import due_contacts  # noqa: E402
from needlesafe.flow.reception import begin  # noqa: E402
from needlesafe.flow.visit_desk import VisitDesk  # noqa: E402
from needlesafe.gui import theme  # noqa: E402
from needlesafe.gui.leaving_page import LeavingPage  # noqa: E402
from needlesafe.gui.needles_page import NeedlesPage  # noqa: E402
from needlesafe.gui.papers_page import PapersPage, open_paper  # noqa: E402
from needlesafe.gui.pause_page import PausePage  # noqa: E402
from needlesafe.gui.preparation import Start  # noqa: E402
from needlesafe.gui.refusal_page import RefusalPage  # noqa: E402
from needlesafe.gui.window import Window  # noqa: E402


def main() -> int:
    """The exit code: 1 where anything was amiss."""
    call = _called()
    home = Path(os.environ["NEEDLESAFE_DATA"])
    try:
        if call.six:
            the_six(home)
            return 0
        if call.all is None:
            of_the_guide(call.page, home)
            return 0
        if call.clinic is None:
            return of_every_look(call, home)
        of_one_look(call, home)
        return 0
    finally:
        shutil.rmtree(home, ignore_errors=True)


def of_every_look(call: argparse.Namespace, home: Path) -> int:
    """Takes every look in a process of its own, whose screen is as large as the look, and puts the report together."""
    from studio import make_clinic

    clinic, begun = make_clinic(home / "clinic"), time.monotonic()
    for look in call.look:
        (call.all / look).mkdir(parents=True, exist_ok=True)
        (call.all / look / "report.txt").unlink(missing_ok=True)
        subprocess.run([sys.executable, __file__, "--all", call.all, "--look", look, "--clinic", clinic, "--only", *call.only],
                       env={**os.environ, "QT_QPA_PLATFORM": _screen_of(LOOKS[look], home)}, check=False)
        print(f"{look}: {time.monotonic() - begun:.0f} seconds so far", flush=True)
    lines = [f"{look}/{line}" for look in call.look for line in _told(call.all / look / "report.txt")]
    (call.all / "report.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    print(f"{len(lines)} findings in {call.all / 'report.txt'}")
    return 1 if lines else 0


def the_six(home: Path) -> None:
    """Takes the pictures that the first page shows."""
    folder, looks = home / "six", sorted({look for look, _ in SIX.values()})
    of_every_look(argparse.Namespace(all=folder, look=looks, only=[picture for _, picture in SIX.values()]), home)
    for name, (look, picture) in SIX.items():
        make_small(folder / look / f"{picture}.png", PICTURES / f"{name}.png", COLOURS)


def of_one_look(call: argparse.Namespace, home: Path) -> None:
    """Takes every picture of one look, and writes down what was found."""
    import screens_around
    import screens_of_needles
    import screens_of_visit
    from studio import Studio

    look = LOOKS[call.look[0]]
    shelf = Shelf(call.all / look.name, look, tuple(call.only))
    studio = Studio(home, call.clinic, shelf)
    for scenes in (screens_around.SCENES, screens_of_visit.SCENES, screens_of_needles.SCENES):
        studio.play(scenes)
    studio.leave()
    (call.all / look.name / "report.txt").write_text("".join(f"{line}\n" for line in shelf.found), "utf-8")


def of_the_guide(wanted: list[str], home: Path) -> None:
    """Takes the pictures of the guide that are wanted, or all."""
    shelf = Shelf(SCREENS, LOOKS["light"], tuple(wanted), COLOURS, looks_over=False)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme.apply(app, theme.Theme())
    catalogue = load()
    first = Camera(Window(Start(home / "none" / "store", lambda: catalogue)), shelf)
    first.take("first-start")
    first.close()
    camera = Camera(Window(Start(home / "demo" / "store", lambda: catalogue, demo=True)), shelf)
    camera.wait(lambda: camera.window.home is not None)
    around_home(camera)
    through_a_visit(camera)
    beside_the_steps(camera)
    camera.close()
    again = Camera(Window(Start(home / "demo" / "store", lambda: catalogue)), shelf)
    again.take("unlock")
    again.close()


def around_home(camera: Camera) -> None:
    """Home and the pages that it leads to."""
    window = camera.window
    row = window.workplace.store.search_patients("Abbott", 1)[0]
    camera.take("home")
    window._ask_patient(row)
    camera.take("patient")
    record = next(document for visit in window.workplace.store.visits_of(row.id)
                  for document in window.workplace.store.documents(visit.id) if document.kind == "record")
    paper = Path(os.environ["NEEDLESAFE_DATA"]) / record.name
    paper.write_bytes(record.data)
    for name in ("adoption", "seal", "profile", "paper-form", "about", "check"):
        window.go_home()
        window._open_page(name)
        if name == "check":
            camera.settle()
            window.page.check(paper)
        camera.take(name)
    window.go_home()
    contact = due_contacts(window.workplace)[0]
    window._enquire(contact.visit.id)
    camera.take("follow-up")
    window.go_home()
    people(camera, row.id)


def people(camera: Camera, patient_id: str) -> None:
    """The pages about who is kept: a correction, two who may be one, a file of patients, the figures."""
    window, home = camera.window, Path(os.environ["NEEDLESAFE_DATA"])
    alike = replace(STORIES[2].patient, identifier="DEMO-99", family_name="Castel")
    window.workplace.store.keep_patient(window.workplace.new_id(), alike)
    (home / "patients.csv").write_text("family name,given name,birth date,number\nMoor,Mona,1971-04-30,DEMO-31\n"
                                       "North,Noel,1988-10-02,DEMO-32\nOrchard,Olga,31/02/1990,DEMO-33\n", "utf-8")
    for name, opened in (("correct", f"correct {patient_id}"), ("duplicates", ""), ("import", ""), ("figures", "")):
        window._open_page(opened or name)
        camera.settle()
        if name == "import":
            window.page.read(home / "patients.csv")
        camera.take(name)
        window.go_home()


def through_a_visit(camera: Camera) -> None:
    """The seven steps, one after the other, of one visit at two places."""
    story, desk = STORIES[0], new_visit(camera, 0)
    screen = camera.window.visit
    camera.take("who")
    demo.answer_all(desk, STORIES[1], 0)
    desk.plan_sites(story.sites)
    demo.answer_all(desk, story, 0)
    for step in ("screening", "sites", "cautions"):
        screen.open_step(step)
        camera.take(step)
    screen.open_aside(RefusalPage(screen))
    camera.take("no")
    screen.close_aside()
    screen.open_step("consent")
    demo.talk(desk)
    screen.draw()
    camera.take("consent")
    demo.sign_all(desk)
    desk.pause({item.id: item.wanted for item in desk.workplace.catalogue.pauses.values()})
    screen.open_step("treatment")
    screen.act(lambda d: d.place(0, 2))
    camera.take("treatment")
    for name, page in (("needles", NeedlesPage), ("pause", PausePage)):
        screen.open_aside(page(screen))
        camera.take(name)
    screen.close_aside()
    screen.covers.lock()
    camera.take("lock")
    screen.covers.veil.opened.emit()
    screen.act(lambda d: d.remove_all())
    demo.note(desk, story, 0)
    screen.open_step("note")
    camera.take("note")
    screen.open_aside(LeavingPage(screen))
    camera.take("leaving")
    screen.close_aside()


def beside_the_steps(camera: Camera) -> None:
    """What lies above the steps: the papers, a letter, the patient's no, what was answered in haste, the emergency."""
    screen = camera.window.visit
    screen.open_aside(PapersPage(screen))
    camera.take("papers")
    open_paper(screen, "incident")
    camera.take("letters")
    new_visit(camera, 3)
    screen = camera.window.visit
    screen.open_step("screening")
    camera.settle()
    for row in list(screen.page.rows.values())[:5]:
        row.buttons[1].click()
    screen.rail.step_chosen.emit("sites")
    camera.take("review")
    screen.close_aside()
    screen.open_emergency()
    camera.take("emergency")
    screen.emergency.closed.emit()
    screen.open_step("screening")
    screen.covers.hand_over("patient")
    camera.settle()
    turn = screen.covers.turn
    turn.page.name.edit.setText(screen.desk.visit.patient.name)
    turn.go_on()
    camera.window.showNormal()  # it fills the screen, which is of another size here
    camera.window.resize(1280, 800)
    camera.take("turn")


def new_visit(camera: Camera, number: int) -> VisitDesk:
    """A visit that begins now, on the screen."""
    window = camera.window
    desk = begin(window.workplace, STORIES[number].patient, trial_choice="practice")
    window.open_visit(desk)
    camera.settle()
    return desk


def _called() -> argparse.Namespace:
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("page", nargs="*", help="a page of the guide; all of them without any")
    call.add_argument("--six", action="store_true", help="take the pictures that the first page shows")
    call.add_argument("--all", type=Path, metavar="FOLDER", help="take every screen into this folder")
    call.add_argument("--look", nargs="+", choices=LOOKS, default=list(LOOKS), help="only these looks")
    call.add_argument("--only", nargs="*", default=[], metavar="NAME", help="only these pictures; patterns too")
    call.add_argument("--clinic", type=Path, help=argparse.SUPPRESS)
    told = call.parse_args()
    if told.all is not None and told.all.resolve().is_relative_to(ROOT):
        call.error("the pictures of every screen do not belong into the repository: name a folder outside it")
    return told


def _screen_of(look: Look, home: Path) -> str:
    """The platform with one screen that is as large as the look."""
    path = home / f"{look.name}.json"
    path.write_text(json.dumps({"windowFrameMargins": False, "screens": [
        {"name": look.name, "x": 0, "y": 0, "width": look.wide, "height": look.high, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    return f"offscreen:configfile={path}"


def _told(report: Path) -> list[str]:
    """What one look found."""
    return report.read_text("utf-8").splitlines() if report.exists() else ["the pictures were not taken to their end"]


if __name__ == "__main__":
    sys.exit(main())
