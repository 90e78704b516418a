"""The site: every page of the repository is there, and every link and anchor leads somewhere."""

import re
import shutil
from pathlib import Path

import pytest

from cstocli.cli.commands import COMMANDS
from scripts import website
from scripts.links import broken_links, read
from tests.conftest import ROOT


def built(folder: Path, cache: Path, *, with_pages: bool = False) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        website.build(folder, with_pages=with_pages)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache"))


def pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_every_relative_link_and_anchor_of_the_site_exists(site: Path) -> None:
    assert [*broken_links(site)] == []
    assert sum(len(read(text).links) for text in pages(site).values()) > 500


def test_every_page_of_the_repository_is_there_and_in_the_navigation_of_all(site: Path) -> None:
    expected = {website.address(path) for path in website.sources()} | {website.EXAMPLES}
    assert {"index.html", "docs/format.html", "examples/kabul-airlift/index.html"} <= expected
    found = pages(site)
    assert expected <= set(found)
    for name, text in found.items():
        navigation = text.partition("<nav ")[2].partition("</nav>")[0]
        targets = {(site / name).parent / link for link in re.findall(r'href="([^"#]+)"', navigation)}
        assert {target.resolve() for target in targets} == {(site / each).resolve() for each in expected}
        assert text.count('aria-current="page"') == (name in expected)


def test_the_pages_are_plain(site: Path) -> None:
    for name, text in pages(site).items():
        assert "<script" not in text
        assert "style=" not in text
        assert "<!--" not in text
        assert not re.search(r' on\w+="', text)
        assert text.startswith('<!doctype html>\n<html lang="en">')
        assert text.count("<h1") == 1, name
        assert text.count("<link ") == 1
        assert not re.search(r"<(?:link|img|iframe)[^>]*https?:", text)


def test_the_examples_are_those_of_this_program(site: Path) -> None:
    text = (site / website.EXAMPLES).read_text(encoding="utf-8")
    for name, base in website.BASES.items():
        assert base.exists()
        picture = (site / "examples" / f"{name}.svg").read_text(encoding="utf-8")
        assert picture.startswith("<svg ")
        assert f'href="{name}.svg"' in text
    assert "corroborated" in text


def test_each_base_has_its_page_where_the_program_makes_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def csto(*arguments: str) -> str:
        asked.append(arguments)
        return "A title\n"

    monkeypatch.setattr(website, "csto", csto)
    text = website.examples(tmp_path, with_pages=True)
    for name, base in website.BASES.items():
        assert ("page", str(tmp_path / "examples" / f"{name}.html"), "--facts", str(base)) in asked
        assert f'href="{name}.html"' in text
    asked.clear()
    assert ".html" not in website.examples(tmp_path, with_pages=False)
    assert not [arguments for arguments in asked if arguments[0] == "page"]


def test_a_program_without_pages_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(website, "COMMANDS", {})
    monkeypatch.setattr(website, "build", lambda _, with_pages: with_pages)
    website.main([str(tmp_path / "site")])
    assert "this csto has no command `page`" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif("page" not in COMMANDS, reason="this program makes no pages")
def test_the_live_pages_are_linked_where_the_program_makes_them(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    folder = built(tmp_path / "site", tmp_path / "cache", with_pages=True)
    assert all((folder / "examples" / f"{name}.html").is_file() for name in website.BASES)
    assert not {name for name in website.BASES if f'href="{name}.html"' not in (folder / website.EXAMPLES).read_text()}


def test_a_site_is_replaced_and_anything_else_is_not(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(website, "build", lambda folder, **_: shutil.copytree(site, folder, dirs_exist_ok=True))
    target = tmp_path / "site"
    assert website.main([str(target)]) == website.main([str(target)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "index.html").write_text("<p>mine</p>", encoding="utf-8")
    assert website.main([str(mine)]) == 2
    assert [path.name for path in mine.iterdir()] == ["index.html"]
    assert "name another folder" in capsys.readouterr().err


def test_a_site_with_a_broken_link_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(folder: Path, **_: object) -> None:
        (folder / "index.html").write_text('<a href="nowhere.html">x</a>', encoding="utf-8")

    monkeypatch.setattr(website, "build", build)
    assert website.main([str(tmp_path / "site")]) == 1
    assert [*tmp_path.iterdir()] == []
    assert "index.html: nowhere.html: no such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ('<a href="#here">x</a><p id="here">', []),
        ('<a href="b.html#there">x</a><a href="b.html">x</a><a href="https://example.org/x#y">x</a>', []),
        ('<a href="b.html#nowhere">x</a>', ["a.html: b.html#nowhere: no such anchor"]),
        ('<a href="#nowhere">x</a>', ["a.html: #nowhere: no such anchor"]),
        ('<img src="no.png">', ["a.html: no.png: no such file"]),
        ('<a href="../outside">x</a>', ["a.html: ../outside: is outside the site"]),
        ('<a href="folder">x</a>', ["a.html: folder: no such file"]),
        ('<p id="one"><p id="one">', ["a.html: two anchors #one"]),
    ],
)
def test_what_leads_nowhere_is_found(tmp_path: Path, text: str, reasons: list[str]) -> None:
    folder = tmp_path / "site"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "outside").write_text("", encoding="utf-8")
    (folder / "a.html").write_text(text, encoding="utf-8")
    (folder / "b.html").write_text('<p id="there">', encoding="utf-8")
    assert [*broken_links(folder)] == reasons


def test_anchors_are_those_of_github_and_links_lead_to_where_the_site_has_it(tmp_path: Path) -> None:
    page = website.rendered(ROOT / "docs" / "your-own-base.md", website.sources())
    assert 'href="../examples/strike/facts.toml"' in page.html
    assert ROOT / "examples" / "strike" / "facts.toml" in page.files
    assert website.relative("index.html", "examples/kabul-airlift/index.html") == "../../index.html"
    markdown = tmp_path / "a.md"
    markdown.write_text("# A `b`: c, d-e\n## Twice\n## Twice\n", encoding="utf-8")
    headings = website.rendered(markdown, []).headings
    assert [heading.anchor for heading in headings] == ["a-b-c-d-e", "twice", "twice-1"]


def test_a_link_to_what_the_repository_does_not_have_stops_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(website, "ROOT", ROOT / "docs")
    with pytest.raises(FileNotFoundError, match="leads to nothing"):
        website.rendered(ROOT / "docs" / "your-own-base.md", [])


def test_the_site_stays_out_of_the_repository() -> None:
    assert website.SITE == ROOT / "build" / "site"
    assert "build/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
