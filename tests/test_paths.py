"""Where the program's files and the user's data are, in every home the program has."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from needlesafe import paths
from needlesafe.errors import UserError

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the rule of another system")


def test_a_source_tree_has_its_assets_beside_the_package() -> None:
    assert (paths.assets_dir() / "fonts" / "SourceSans3-Regular.ttf").is_file()


def test_an_installed_package_has_its_assets_inside(tmp_path: Path) -> None:
    package = tmp_path / "needlesafe"
    (package / "assets").mkdir(parents=True)
    for name in ("__init__", "paths", "errors"):
        (package / f"{name}.py").write_bytes((Path(paths.__file__).parent / f"{name}.py").read_bytes())
    call = [sys.executable, "-P", "-c", "from needlesafe.paths import assets_dir; print(assets_dir())"]
    told = subprocess.run(call, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert told.stdout.strip() == str(package / "assets"), told.stderr


def test_a_frozen_bundle_has_its_assets_where_it_unpacked_them(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    (tmp_path / "assets").mkdir()
    assert paths.assets_dir() == tmp_path / "assets"


def test_missing_assets_are_told_and_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(UserError, match="Your records are not touched"):
        paths.assets_dir()


@pytest.mark.skipif(os.name != "posix", reason="folder modes are POSIX")
def test_every_folder_that_is_made_is_open_to_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = [paths.data_dir({"NEEDLESAFE_DATA": str(tmp_path / "data")}), paths.data_dir(), paths.register_dir(),
                paths.log_file().parent]
    finally:
        os.umask(before)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in made] == [0o700] * 4


def test_the_user_may_name_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEEDLESAFE_DATA", str(tmp_path / "elsewhere"))
    assert paths.data_dir() == tmp_path / "elsewhere"
    assert paths.register_dir() == tmp_path / "elsewhere" / "register"
    assert paths.log_file() == tmp_path / "elsewhere" / "log" / "needlesafe.log"


@ON_LINUX
def test_the_data_are_where_the_desktop_keeps_data(a_home_of_its_own: Path) -> None:
    shared = a_home_of_its_own / "shared"
    assert paths.data_dir({"XDG_DATA_HOME": str(shared)}) == shared / "needlesafe"
    assert paths.data_dir({}) == a_home_of_its_own / ".local" / "share" / "needlesafe"
    relative = paths.data_dir({"XDG_DATA_HOME": "relative"})
    assert relative == a_home_of_its_own / ".local" / "share" / "needlesafe", "a relative path counts as none"


def test_a_folder_that_cannot_be_made_is_named_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="NEEDLESAFE_DATA"):
        paths.data_dir({"NEEDLESAFE_DATA": str(tmp_path / "file" / "data")})
