"""
One command for everything: `python3 main.py` opens NeedleSafe, `python3 main.py test` runs its tests.

It stands on the standard library alone. Where `.venv` beside it is missing, half made or made from another
lock, it is made from the hashed lock, out of the folder `wheels` where there is one and from the network
otherwise; then the program takes over. It speaks on standard error only, since standard output is the program's.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # the module `typing` would cost every start more than all of this file
if TYPE_CHECKING:
    from typing import IO, NoReturn

ROOT = os.path.dirname(os.path.realpath(__file__))
PROGRAM_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
STAMP = "needlesafe-stamp"
LIBRARIES_SEEN = "qt-libraries"
PYTHON = "{}.{}".format(*sys.version_info)
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0", "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0", "libfontconfig.so.1": "libfontconfig1", "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1", "libcups.so.2": "libcups2",
}
TEST_TOOLS = {
    "pdftotext": "poppler-utils", "qpdf": "qpdf", "Xvfb": "xvfb", "xauth": "xauth", "strace": "strace",
    "dbus-run-session": "dbus", "/usr/share/dbus-1/services/org.a11y.Bus.service": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
}
WORKERS = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
INSTALLER = {"ensurepip": f"python{PYTHON}-venv"}


def main(arguments: list[str]) -> NoReturn:
    """Hands over to the program or to its tests, once the environment is as the lock says."""
    if sys.version_info < (3, 11):
        sys.exit(f"NeedleSafe needs Python 3.11 or newer; this is Python {PYTHON}.")
    tests = arguments[:1] == ["test"]
    try:
        prepare(ROOT, TEST_LOCK if tests else PROGRAM_LOCK, needs_screen=arguments[:1] in ([], ["demo"]))
    except OSError as fault:
        sys.exit(f"NeedleSafe: its environment could not be made in {ROOT}: {fault}. Nothing else was touched.")
    except KeyboardInterrupt:
        sys.exit(130)
    hand_over(ROOT, test_call(arguments[1:]) if tests else ["-m", "needlesafe", *arguments])


def hand_over(root: str, call: list[str]) -> NoReturn:
    """Becomes the environment's own Python where the system can do that, and waits for it elsewhere."""
    command = [python_of(root), "-P", *call]
    if os.name == "posix":
        os.execv(command[0], command)
    import subprocess
    sys.exit(subprocess.call(command))


def test_call(arguments: list[str]) -> list[str]:
    """
    Returns the call of pytest: all tests by as many workers as there are cores, a part of them by one. `--full` asks for
    the long counts by way of the environment.
    """
    os.chdir(ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if "--full" in arguments:
        os.environ["NEEDLESAFE_FULL"] = "1"
    wanted = [argument for argument in arguments if argument != "--full"]
    return ["-m", "pytest", *(wanted or WORKERS)]


def python_of(root: str) -> str:
    """Returns the path of the environment's Python."""
    return os.path.join(root, ".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def stamp(root: str) -> dict[str, str]:
    """Returns what the environment was made from, and nothing where it was never finished."""
    try:
        with open(os.path.join(root, ".venv", STAMP), encoding="utf-8") as lines:
            return dict(line.rstrip("\n").partition(" ")[::2] for line in lines)
    except FileNotFoundError:
        return {}


def write_stamp(root: str, entries: dict[str, str]) -> None:
    """Puts the stamp in place at one stroke."""
    path = os.path.join(root, ".venv", STAMP)
    with open(path + ".new", "w", encoding="utf-8") as lines:
        lines.writelines(f"{name} {value}\n" for name, value in entries.items())
    os.replace(path + ".new", path)


def file_marks(path: str) -> str:
    """Returns the size and times of a file, which change whenever it is written."""
    status = os.stat(path)
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def fingerprint(path: str) -> str:
    """Returns the SHA-256 of a file."""
    import hashlib
    with open(path, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


def is_current(root: str, lock: str) -> bool:
    """Is true where a finished environment was made by this Python from the lock as it stands."""
    made_from = stamp(root)
    if made_from.get("python") != PYTHON or lock not in made_from or not os.path.exists(python_of(root)):
        return False
    path = os.path.join(root, lock)
    recorded, _, marks = made_from[lock].partition(" ")
    return marks == file_marks(path) or recorded == fingerprint(path)


def prepare(root: str, lock: str, needs_screen: bool) -> None:
    """Makes or completes the environment where that is needed, one start at a time."""
    for_tests = lock == TEST_LOCK
    screen_unknown = needs_screen and LIBRARIES_SEEN not in stamp(root)
    if is_current(root, lock) and not screen_unknown and not (for_tests and missing_tools()):
        return
    with alone(root):
        lacking = provide(for_tests)
        if needs_screen and lacking & QT_LIBRARIES.keys():
            sys.exit("NeedleSafe: without them no window can open.")
        if not is_current(root, lock):
            make(root, lock)
        if not lacking & QT_LIBRARIES.keys():
            write_stamp(root, stamp(root) | {LIBRARIES_SEEN: "found"})
        if lacking & TEST_TOOLS.keys():
            say(f"WARNING: every test is SKIPPED that needs {', '.join(sorted(lacking & TEST_TOOLS.keys()))}")


def alone(root: str) -> IO[bytes]:
    """Returns the open lock of the environment; it ends when the last process that holds it does."""
    gate = open(os.path.join(root, ".venv.lock"), "a+b")
    os.set_inheritable(gate.fileno(), True)  # an installer whose parent was killed still holds the lock
    if not take(gate, wait=False):
        say("another start is making the environment; waiting for it")
        while not take(gate, wait=True):
            pass
    return gate


def take(gate: IO[bytes], wait: bool) -> bool:
    """Returns whether the lock could be taken."""
    try:
        if os.name == "nt":
            import msvcrt
            gate.seek(0)
            msvcrt.locking(gate.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(gate, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if wait and os.name != "nt":
            raise
        return False
    return True


def make(root: str, lock: str) -> None:
    """Makes the environment from the lock, or adds the lock of the tests to one that is current."""
    say("making the environment in .venv; this happens once and takes a minute or two")
    if not is_current(root, PROGRAM_LOCK):
        import venv
        if stamp(root):
            write_stamp(root, {})
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(os.path.join(root, ".venv"))
    if not install(root, lock):
        sys.exit("NeedleSafe: the environment could not be made; the reason stands above. This one step needs a "
                 "network or a folder 'wheels' beside main.py. Nothing else was touched; try again at any time.")
    point_at(root)
    made_from = {"python": PYTHON} | stamp(root)
    for name in (PROGRAM_LOCK, lock):
        path = os.path.join(root, name)
        made_from[name] = f"{fingerprint(path)} {file_marks(path)}"
    write_stamp(root, made_from)
    say("the environment is ready")


def source(root: str) -> list[str]:
    """Returns the options that keep an installer to the folder of wheels, where there is one."""
    wheels = os.path.join(root, "wheels")
    return ["--no-index", "--find-links", wheels] if os.path.isdir(wheels) else []


def install(root: str, lock: str) -> bool:
    """Returns whether everything in the lock was installed: by uv where it is at hand, else by pip."""
    import shutil
    wanted = ["--require-hashes", "--only-binary", ":all:", *source(root), "-r", os.path.join(root, lock)]
    python, uv = python_of(root), shutil.which("uv")
    if uv and run([uv, "pip", "install", "--python", python, "--compile-bytecode", *wanted]):
        return True
    return (run([python, "-Im", "ensurepip", "--default-pip"])
            and run([python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *wanted]))


def point_at(root: str) -> None:
    """Lets the environment find the program by a relative path, so that the folder may be moved."""
    import sysconfig
    packages = sysconfig.get_path("purelib", "venv", vars={"base": os.path.join(root, ".venv")})
    with open(os.path.join(packages, "needlesafe.pth"), "w", encoding="utf-8") as line:
        line.write(os.path.relpath(root, packages) + "\n")


def missing_tools() -> list[str]:
    """Returns which of the tools that the tests call are not on this machine."""
    import shutil
    return [tool for tool in TEST_TOOLS if shutil.which(tool) is None and not os.path.exists(tool)]


def missing(for_tests: bool) -> list[str]:
    """Returns which libraries, modules and tools this machine would have to bring and does not."""
    import importlib.util
    import shutil
    lacking = [name for name in QT_LIBRARIES if not is_loadable(name)] if sys.platform.startswith("linux") else []
    if not shutil.which("uv") and not importlib.util.find_spec("ensurepip"):
        lacking += INSTALLER
    return lacking + (missing_tools() if for_tests else [])


def is_loadable(library: str) -> bool:
    """Is true where the system's loader finds the library."""
    import ctypes
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_debian() -> bool:
    """Is true on Debian and what descends from it."""
    return os.path.exists("/etc/debian_version") and os.path.exists("/usr/bin/apt-get")


def apt_line(names: list[str]) -> list[str]:
    """Returns the one command that installs what is missing on a machine of Debian's family."""
    packages = QT_LIBRARIES | TEST_TOOLS | INSTALLER
    return ["apt-get", "install", "-y", "--no-install-recommends", *(packages[name] for name in names)]


def provide(for_tests: bool) -> set[str]:
    """Returns what is still missing after it was named and, by root on Debian's family, installed."""
    lacking = missing(for_tests)
    if not lacking:
        return set()
    say(f"this machine lacks {', '.join(lacking)}")
    if not is_debian():
        say("install them with this system's own package manager, then start again")
        return set(lacking)
    say(f"this line installs them: {'' if os.geteuid() == 0 else 'sudo '}{' '.join(apt_line(lacking))}")
    if os.geteuid() == 0:
        os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
        run(["apt-get", "update"])
        run(apt_line(lacking))
    return set(missing(for_tests))


def run(command: list[str]) -> bool:
    """Returns whether a command succeeded; whatever it says goes to standard error."""
    import subprocess
    return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=2, close_fds=False) == 0


def say(sentence: str) -> None:
    """Tells on standard error what is being done."""
    print(f"NeedleSafe: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
