"""The index kept between runs saves time and never changes an answer."""

import fcntl
import io
import json
import os
import random
import signal
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cstocli.index.build import index, write_index
from cstocli.index.cache import cache_folder, forget, is_broken, open_index
from cstocli.index.full_text import make_text
from cstocli.index.memory import Memory
from cstocli.index.worker import can_fork
from cstocli.read.files import Files
from cstocli.read.reader import open_base
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from tests.conftest import FORMAT, SMALL, Run, claim

FACTS = f"""{SMALL}
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"')}
"""
MORE = f"""
[[departures]]
id = "second-wave"
contingent = "sudland"
{claim(date='"2031-05-10"')}
"""


class BaseWasRead(AssertionError):
    """Raised in place of reading a base of which the index should have been kept."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of one test, not yet made."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "csto"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base of this page on disk, chosen by the environment."""
    file = tmp_path / "facts.toml"
    file.write_text(FACTS, encoding="utf-8")
    monkeypatch.setenv("CSTO_FACTS", str(file))
    return file


@pytest.fixture
def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, whoever reads a base fails."""

    def forbid() -> None:
        def fail(_: Memory) -> None:
            raise BaseWasRead

        monkeypatch.setattr(Memory, "read", fail)

    return forbid


Forbid = Callable[[], None]


def waves(csto: Run) -> list[str]:
    """The departures of the base, as the program tells them."""
    ran = csto("departures", "--json")
    assert (ran.code, ran.err) == (0, ""), ran
    return [row["fact"].removeprefix("departure/") for row in json.loads(ran.out)]


def kept_file(cache: Path) -> Path:
    """The one index that is kept."""
    (file,) = cache.glob("*.index")
    return file


def kept_files(cache: Path) -> list[Path]:
    """The index and its manifest."""
    return sorted(cache.iterdir())


@pytest.mark.usefixtures("base", "cache")
def test_the_first_run_reads_the_base(csto: Run, forbid_reading: Forbid) -> None:
    forbid_reading()
    with pytest.raises(BaseWasRead):
        csto("departures")


@pytest.mark.usefixtures("base", "cache")
def test_the_second_run_takes_the_cached_index(csto: Run, forbid_reading: Forbid) -> None:
    lines = ("departures --json --evidence", "contingents", "search wave", "show first-wave", "")
    first = [csto(*line.split()) for line in lines]
    forbid_reading()
    assert [csto(*line.split()) for line in lines] == first
    assert waves(csto) == ["first-wave"]


@pytest.mark.usefixtures("base")
def test_the_cached_index_is_for_the_user_alone(csto: Run, cache: Path) -> None:
    before = os.umask(0)
    try:
        waves(csto)
    finally:
        os.umask(before)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (cache, cache.parent)] == [0o700, 0o700]
    assert [stat.S_IMODE(file.stat().st_mode) for file in kept_files(cache)] == [0o600, 0o600]


def test_nothing_is_written_beside_the_base(csto: Run, base: Path, tmp_path: Path, cache: Path) -> None:
    waves(csto)
    assert {entry.name for entry in tmp_path.iterdir()} == {base.name, cache.parent.name}


def test_a_base_that_has_changed_is_read_again(csto: Run, base: Path, cache: Path) -> None:
    assert waves(csto) == ["first-wave"]
    base.write_text(FACTS + MORE, encoding="utf-8")
    assert waves(csto) == ["first-wave", "second-wave"]
    assert [file.suffix for file in kept_files(cache)] == [".index", ".manifest"]


def test_a_change_that_keeps_size_and_time_is_seen_all_the_same(csto: Run, base: Path) -> None:
    assert waves(csto) == ["first-wave"]
    before = base.stat()
    base.write_text(FACTS.replace("first-wave", "other-wave"), encoding="utf-8")
    os.utime(base, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert base.stat().st_size == before.st_size
    assert waves(csto) == ["other-wave"]


def test_another_file_moved_into_place_is_read(csto: Run, base: Path, tmp_path: Path) -> None:
    assert waves(csto) == ["first-wave"]
    other = tmp_path / "other.toml"
    other.write_text(FACTS.replace("first-wave", "other-wave"), encoding="utf-8")
    os.utime(other, ns=(base.stat().st_atime_ns, base.stat().st_mtime_ns))
    other.replace(base)
    assert waves(csto) == ["other-wave"]


def test_a_base_that_breaks_is_told_and_not_answered_from_what_was_kept(csto: Run, base: Path) -> None:
    assert waves(csto) == ["first-wave"]
    base.write_text(FACTS.replace('"airport"', '"aiport"'), encoding="utf-8")
    ran = csto("departures", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert 'unknown place "aiport"' in ran.err
    base.unlink()
    ran = csto("departures", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "No such file" in ran.err


def test_a_file_added_to_a_folder_is_seen(
    csto: Run, tmp_path: Path, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "a.toml").write_text(FACTS, encoding="utf-8")
    monkeypatch.setenv("CSTO_FACTS", str(folder))
    assert waves(csto) == ["first-wave"]
    (folder / "b.toml").write_text(MORE, encoding="utf-8")
    assert waves(csto) == ["first-wave", "second-wave"]
    (folder / "a.toml").touch()
    assert waves(csto) == ["first-wave", "second-wave"]
    forbid_reading()
    assert waves(csto) == ["first-wave", "second-wave"]


@pytest.mark.usefixtures("cache")
def test_two_bases_of_one_name_are_kept_apart(
    csto: Run, tmp_path: Path, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSTO_FACTS", "facts.toml")
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "facts.toml").write_text(FACTS.replace("first-wave", name), encoding="utf-8")

    def asked_in(name: str) -> list[str]:
        monkeypatch.chdir(tmp_path / name)
        return waves(csto)

    assert (asked_in("here"), asked_in("there")) == (["here"], ["there"])
    forbid_reading()
    assert (asked_in("here"), asked_in("there")) == (["here"], ["there"])


@pytest.mark.usefixtures("base")
def test_an_index_of_another_version_is_not_taken(
    csto: Run, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch
) -> None:
    waves(csto)
    monkeypatch.setattr("cstocli.index.cache.__version__", "99.0")
    forbid_reading()
    with pytest.raises(BaseWasRead):
        csto("departures")


@pytest.mark.usefixtures("base", "cache")
def test_no_perspective_is_answered_from_the_index_of_another(csto: Run) -> None:
    for _ in range(2):
        assert waves(csto) == ["first-wave"]
        assert csto("departures", "--json", "--without", "courier").out == "[]\n"
        assert csto("departures", "--json", "--as-of", "2031-05-08").out == "[]\n"
        assert "first-wave" in csto("departures", "--json", "--only", "courier").out


def answer(base: Path) -> list[tuple[str, str]]:
    """What the index of a base says, asked without the command line."""
    connection = open_index(str(base), os.environ, peace_operation)
    found: list[tuple[str, str]] = connection.execute("SELECT fact, date FROM departures").fetchall()
    connection.close()
    return found


RIGHT = [("departure/first-wave", "2031-05-09")]


@pytest.mark.slow
def test_whichever_byte_of_the_cached_index_is_damaged_the_answer_is_right(base: Path, cache: Path) -> None:
    assert answer(base) == RIGHT
    chance = random.Random(20310509)  # noqa: S311
    for number in range(2):
        size = kept_files(cache)[number].stat().st_size
        wrong = []
        for place in {0, 1, *range(size - 6, size), *(chance.randrange(size) for _ in range(200))}:
            file = kept_files(cache)[number]
            damaged = bytearray(file.read_bytes())
            damaged[place] ^= 1 << chance.randrange(8)
            file.write_bytes(damaged)
            if answer(base) != RIGHT or damaged in [now.read_bytes() for now in kept_files(cache)]:
                wrong.append(place)
        assert wrong == []


def test_a_damage_that_leaves_all_stat_signature_of_the_file_is_seen_all_the_same(
    base: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("cache", "cache_write"):
        monkeypatch.setattr(f"cstocli.index.{module}.stat_signature", lambda state: (state.st_size,))
    assert answer(base) == RIGHT
    damaged = kept_file(cache).read_bytes().replace(b"2031-05-09", b"2031-05-08")
    kept_file(cache).write_bytes(damaged)
    assert answer(base) == RIGHT


def test_a_large_index_is_known_by_the_stat_signature_of_its_file(
    base: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, forbid_reading: Forbid
) -> None:
    for module in ("cache", "cache_write"):
        monkeypatch.setattr(f"cstocli.index.{module}.WHOLE_BYTES", 1000)
    assert answer(base) == RIGHT
    file = kept_file(cache)
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"2031-05-09", b"2031-05-08"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert answer(base) == RIGHT
    assert not file.exists()
    forbid_reading()
    assert answer(base) == RIGHT


def test_however_short_the_cached_index_is_cut_the_answer_is_right(base: Path, cache: Path) -> None:
    assert answer(base) == RIGHT
    for number in range(2):
        for length in (0, 1, 3, 4, 5, 100, 500, -100, -4, -1):
            file = kept_files(cache)[number]
            file.write_bytes(file.read_bytes()[:length])
            assert answer(base) == RIGHT, length
        file = kept_files(cache)[number]
        file.write_bytes(file.read_bytes() + b"\0")
        assert answer(base) == RIGHT


def test_a_cached_index_that_was_damaged_is_made_anew(base: Path, cache: Path, forbid_reading: Forbid) -> None:
    answer(base)
    kept_file(cache).write_bytes(b"nonsense")
    answer(base)
    forbid_reading()
    assert answer(base) == RIGHT


def test_a_folder_or_a_dead_link_in_place_of_the_cached_index_does_no_harm(base: Path, cache: Path) -> None:
    answer(base)
    file = kept_file(cache)
    file.unlink()
    file.mkdir()
    assert answer(base) == RIGHT
    file.rmdir()
    file.symlink_to(cache / "nowhere")
    assert answer(base) == RIGHT


def test_no_more_indexes_are_kept_than_a_few(csto: Run, tmp_path: Path, cache: Path) -> None:
    for number in range(20):
        file = tmp_path / f"base-{number}.toml"
        file.write_text(FACTS, encoding="utf-8")
        assert csto("departures", "--facts", str(file)).code == 0
    assert 0 < len(list(cache.glob("*.index"))) == len(list(cache.glob("*.manifest"))) <= 16


def test_what_a_killed_run_left_is_pruned_and_what_a_living_one_makes_is_not(base: Path, cache: Path) -> None:
    answer(base)
    left, made = (cache / f"01234567-{name * 12}.index" for name in "ab")
    left.touch()
    with made.open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        base.write_text(FACTS + MORE, encoding="utf-8")
        answer(base)
        assert (left.exists(), made.exists()) == (False, True)


@pytest.mark.usefixtures("base")
def test_what_killed_first_runs_left_is_swept_before_the_next_one_writes(
    csto: Run, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir(parents=True, mode=0o700)
    for number in range(50):
        (cache / f"01234567-{number:012x}.index").touch()

    def die(*_: object, **__: object) -> None:
        assert len(list(cache.iterdir())) == 1
        raise KeyboardInterrupt

    monkeypatch.setattr("cstocli.index.cache_write.write_index", die)
    csto("departures")
    assert list(cache.iterdir()) == []


# Whose folder it is.

THEIRS = ("notes.index", "facts.manifest", "draft.new", "0123.manifest", "01234567-0123.index", "01234567.index")


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("name", THEIRS)
def test_no_file_is_deleted_that_has_not_a_name_of_ours(csto: Run, base: Path, cache: Path, name: str) -> None:
    waves(csto)
    (cache / name).write_text("of the user", encoding="utf-8")
    os.utime(cache / name, (1, 1))
    base.write_text(FACTS + MORE, encoding="utf-8")
    waves(csto)
    forget({"XDG_CACHE_HOME": str(cache.parent)})
    assert (cache / name).read_text(encoding="utf-8") == "of the user"
    assert not list(cache.glob("????????.manifest"))


def _link(cache: Path) -> None:
    (cache.parent / "elsewhere").mkdir(mode=0o700)
    cache.symlink_to(cache.parent / "elsewhere")


def _dead_link(cache: Path) -> None:
    cache.symlink_to(cache.parent / "nowhere")


def _of_somebody_else(cache: Path) -> None:
    cache.mkdir(mode=0o700)
    os.chown(cache, 12345, 12345)


def _open_to_all(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)


def _open_to_the_group(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o770)


def _above_it_open_to_all(cache: Path) -> None:
    cache.mkdir(mode=0o700)
    cache.parent.chmod(0o777)


def _above_it_of_somebody_else(cache: Path) -> None:
    cache.mkdir(mode=0o700)
    os.chown(cache.parent, 12345, 12345)


def _not_made_where_all_may_write(cache: Path) -> None:
    cache.parent.chmod(0o777)


def _a_file(cache: Path) -> None:
    cache.write_text("", encoding="utf-8")


FOREIGN = (
    _link, _dead_link, _of_somebody_else, _open_to_all, _open_to_the_group, _above_it_open_to_all,
    _above_it_of_somebody_else, _not_made_where_all_may_write, _a_file,
)  # fmt: skip


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("make", FOREIGN)
def test_where_others_can_get_at_the_cache_nothing_is_written_or_deleted(
    csto: Run, cache: Path, make: Callable[[Path], None]
) -> None:
    if "somebody" in make.__name__ and os.getuid() != 0:
        pytest.skip("only root can give a folder away")
    cache.parent.mkdir(mode=0o700)
    make(cache)
    left = "01234567-0123456789ab.index"
    if cache.is_dir():
        (cache / left).touch()
    before = sorted(cache.parent.rglob("*"))
    assert waves(csto) == ["first-wave"]
    forget({"XDG_CACHE_HOME": str(cache.parent)})
    assert sorted(cache.parent.rglob("*")) == before
    assert "the base is read" in csto("departures", "--verbose").err


@pytest.mark.usefixtures("base")
def test_an_index_that_others_planted_in_an_open_folder_never_answers(csto: Run, cache: Path) -> None:
    waves(csto)
    cache.chmod(0o777)
    assert "others can write" in csto("departures", "--verbose").err


@pytest.mark.usefixtures("base")
def test_folders_above_the_cache_may_be_links_of_the_user(csto: Run, cache: Path, forbid_reading: Forbid) -> None:
    (cache.parent.parent / "disk").mkdir(mode=0o700)
    cache.parent.symlink_to(cache.parent.parent / "disk")
    first = waves(csto)
    forbid_reading()
    assert waves(csto) == first


def test_the_newest_index_is_kept_however_large_and_older_ones_while_there_is_room(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room, kept in ((10**9, 3), (1, 1)):
        monkeypatch.setattr("cstocli.index.cache_write._MOST_BYTES", room)
        for number in range(3):
            file = tmp_path / f"base-{number}-{room}.toml"
            file.write_text(FACTS, encoding="utf-8")
            answer(file)
        assert len(list(cache.glob("*.index"))) == kept


@pytest.mark.usefixtures("base")
def test_two_programs_with_one_cache_do_not_take_the_index_from_each_other(
    csto: Run, cache: Path, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = waves(csto)
    with monkeypatch.context() as other:
        other.setattr("cstocli.index.cache.__version__", "99.0")
        waves(csto)
    assert len(list(cache.glob("*.index"))) == 2
    forbid_reading()
    assert waves(csto) == first
    monkeypatch.setattr("cstocli.index.cache.__version__", "99.0")
    assert waves(csto) == first


def test_of_too_many_indexes_the_one_goes_that_was_used_longest_ago(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cstocli.index.cache_write._MOST_INDEXES", 2)
    files = [tmp_path / f"base-{number}.toml" for number in range(3)]
    for file in files:
        file.write_text(FACTS, encoding="utf-8")
    made = []
    for file in files[:2]:
        answer(file)
        made += [manifest for manifest in cache.glob("*.manifest") if manifest not in made]
    for manifest in made:
        os.utime(manifest, (1, 1))
    answer(files[0])
    answer(files[2])
    assert made[0].exists()
    assert not made[1].exists()


# Where nothing can be kept.


def unkept(csto: Run, forbid_reading: Forbid) -> None:
    """Assert that a run answers rightly and leaves nothing that a second run could take."""
    assert waves(csto) == ["first-wave"]
    forbid_reading()
    with pytest.raises(BaseWasRead):
        csto("departures")


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("word", ["off", "OFF", "0", "no", "false"])
def test_with_the_cache_off_nothing_is_kept(
    csto: Run, cache: Path, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("CSTO_CACHE", word)
    unkept(csto, forbid_reading)
    assert not cache.exists()


@pytest.mark.usefixtures("base", "cache")
def test_with_the_cache_off_what_was_kept_is_not_taken(
    csto: Run, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch
) -> None:
    waves(csto)
    monkeypatch.setenv("CSTO_CACHE", "off")
    forbid_reading()
    with pytest.raises(BaseWasRead):
        csto("departures")


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("home", [None, "", "relative/folder"])
def test_without_a_home_nothing_is_kept(
    csto: Run, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    unkept(csto, forbid_reading)


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("folder", ["/proc/self", "/dev/null", "{tmp}/facts.toml", "{tmp}/" + "x" * 300])
def test_a_cache_folder_that_cannot_be_made_changes_no_answer(
    csto: Run, tmp_path: Path, forbid_reading: Forbid, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", folder.format(tmp=tmp_path))
    unkept(csto, forbid_reading)


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("ending", [".part", ".new"])
@pytest.mark.parametrize("reason", [PermissionError(13, "no"), OSError(28, "disk full"), OSError(30, "read-only")])
def test_a_cache_folder_that_takes_no_files_changes_no_answer(
    csto: Run, cache: Path, monkeypatch: pytest.MonkeyPatch, reason: OSError, ending: str
) -> None:
    really_open = os.open

    def refuse(path: Any, flags: int, *more: Any, **options: Any) -> int:
        # Not by permissions: root writes everywhere.
        if flags & os.O_CREAT and str(path).endswith(ending):
            raise reason
        return really_open(path, flags, *more, **options)

    monkeypatch.setattr("os.open", refuse)
    for _ in range(2):
        assert waves(csto) == ["first-wave"]
    assert list(cache.rglob("*.*")) == []


class _Bytes:
    """A standard input that holds some bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_never_kept(csto: Run, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSTO_FACTS", "-")
    for name in ("one", "two"):
        monkeypatch.setattr("sys.stdin", _Bytes(FACTS.replace("first-wave", name).encode()))
        assert waves(csto) == [name]
    assert not cache.exists()


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_CACHE_HOME": "/c", "HOME": "/home/u"}, "/c/csto"),
        ({"XDG_CACHE_HOME": "/c", "HOME": "/home/u", "CSTO_CACHE": "on"}, "/c/csto"),
        ({"XDG_CACHE_HOME": "/c", "HOME": "/home/u", "CSTO_CACHE": "off"}, None),
        ({}, None),
    ],
)
def test_the_cache_folder_follows_the_environment(environment: dict[str, str], folder: str | None) -> None:
    assert cache_folder(environment) == folder


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_on_linux_a_relative_cache_folder_is_passed_over_for_the_one_at_home() -> None:
    assert cache_folder({"XDG_CACHE_HOME": "c", "HOME": "/home/u"}) == "/home/u/.cache/csto"


def test_verbose_tells_whether_the_cached_index_answers(
    cache: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "the base is read" in csto("contingents", "--json", "--verbose").err
    assert str(cache) in csto("contingents", "--json", "--verbose").err
    assert csto("contingents", "--json").err == ""
    monkeypatch.setenv("CSTO_CACHE", "off")
    assert "no folder" in csto("contingents", "--json", "--verbose").err


def test_a_large_base_is_watched_on_a_terminal_and_nowhere_else(
    cache: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cstocli.cli.opening._MANY", 1)
    assert csto("contingents", "--json").err == ""
    assert cache.exists()
    monkeypatch.setenv("CSTO_CACHE", "off")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    csto("contingents", "--json")
    assert "weighing the facts" in terminal.getvalue()
    assert "filling the index" in terminal.getvalue()
    before = terminal.getvalue()
    csto("contingents", "--json", "--quiet")
    assert terminal.getvalue() == before


def test_a_large_index_that_a_disk_broke_is_deleted(cache: Path, csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("cache", "cache_write"):
        monkeypatch.setattr(f"cstocli.index.{module}.WHOLE_BYTES", 0)
    for module in ("cache", "cache_write"):
        monkeypatch.setattr(f"cstocli.index.{module}.stat_signature", lambda state: (state.st_size,))
    right = csto("search", "plant", "--json").out
    (file,) = cache.glob("*.index")
    with sqlite3.connect(file) as index:
        (size,) = index.execute("PRAGMA page_size").fetchone()
        searched = index.execute("SELECT rootpage FROM sqlite_master WHERE name LIKE 'search_%' AND rootpage > 0")
        pages = [page for (page,) in searched]
    with file.open("rb+") as opened:
        for page in pages:
            opened.seek((page - 1) * size)
            opened.write(bytes(size))
    broken = csto("search", "plant", "--json")
    assert broken.code == 1
    assert broken.err.splitlines()[1:] == ["  it has been discarded; run the command again"]
    assert csto("search", "plant", "--json").out == right


@pytest.mark.skipif(not can_fork(), reason="a second process is made on Linux, where it has a core of its own")
def test_an_index_filled_by_another_process_holds_the_same(tmp_path: Path) -> None:
    base = open_base(Files("data/facts.toml"), FORMAT)
    expected = list(index(base).connection.iterdump())
    for large in (False, True):
        file = tmp_path / f"{large}.index"
        write_index(lambda: base, str(file), large=large)
        with sqlite3.connect(file) as written:
            if large:
                make_text(written)
            assert list(written.iterdump()) == expected


@pytest.mark.skipif(not can_fork(), reason="a second process is made on Linux, where it has a core of its own")
def test_where_the_other_process_dies_the_answer_is_right(
    cache: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = csto("contingents", "--json").out
    for file in cache.iterdir():
        file.unlink()
    monkeypatch.setattr("cstocli.index.cache_write._LARGE_BYTES", 0)
    here = os.getpid()

    def dies(_message: bytes) -> None:
        assert os.getpid() != here
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as broken:
        broken.setattr("cstocli.index.worker.marshal.loads", dies)
        ran = csto("contingents", "--json")
    assert (ran.code, ran.out, ran.err) == (0, right, "")
    assert not list(cache.glob("*.manifest"))


@pytest.mark.skipif(not can_fork(), reason="a second process is made on Linux, where it has a core of its own")
def test_a_large_base_with_problems_is_refused_as_any_other(
    tmp_path: Path, cache: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "facts.toml"
    base.write_text("[about]\n", encoding="utf-8")
    refused = csto("contingents", "--facts", str(base))
    monkeypatch.setattr("cstocli.index.cache_write._LARGE_BYTES", 0)
    assert csto("contingents", "--facts", str(base)) == refused
    assert refused.code == 3
    assert not list(cache.glob("*"))


def test_only_wrong_bytes_break_an_index(tmp_path: Path) -> None:
    def failure(sql: str, file: str = ":memory:") -> sqlite3.Error:
        with pytest.raises(sqlite3.Error) as failed:
            sqlite3.connect(file).execute(sql)
        return failed.value

    text = tmp_path / "text.index"
    text.write_text("no database, but a text that is long enough to be taken for one\n" * 100, encoding="utf-8")
    assert is_broken(failure("SELECT * FROM sqlite_master", str(text)))
    for sql in ("SELECT 1 LIMIT 9223372036854775808", "SELECT * FROM nothing", "SELEKT", "SELECT ?"):
        assert not is_broken(failure(sql))


def test_without_a_cache_folder_nothing_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.manifest").touch()
    forget({"CSTO_CACHE": "off"})
    assert (tmp_path / "own.manifest").exists()
