"""The page on assistants tells what the server does: its tools, an answer, its entry in the settings of a client."""

import json
import os
import re

from cstocli.cli.commands import COMMANDS
from cstocli.mcp.pages import MOST_BYTES
from cstocli.mcp.tools import TOOLS
from tests.conftest import ROOT, Run
from tests.mcp.clients import BASES, answer, wire

PAGE = ROOT / "docs" / "assistants.md"


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def with_part(name: str, part: str) -> str:
    """The page with the part between its marks as it should be, written where that is asked for."""
    before, begin, rest = page().partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    assert begin
    assert end
    text = f"{before}{begin}{part}{end}{after}"
    if os.environ.get("REWRITE") == "1":
        PAGE.write_text(text, encoding="utf-8")
    return text


def test_the_page_names_every_tool_with_all_its_arguments() -> None:
    head = "| tool | what it is for | its arguments |\n| --- | --- | --- |\n"
    lines = [
        f"| `{tool.name}` | {tool.description.partition('. ')[0].removesuffix('.')}. |"
        f" {', '.join(f'`{name}`' for name in tool.arguments) or '–'} |\n"
        for tool in TOOLS
    ]
    text = with_part("tools", head + "".join(lines))
    assert text == page()


def test_the_answer_on_the_page_is_what_the_tool_answers() -> None:
    asked = re.search(r"What `(\w+)` answers to `(\{.*?\})`", page())
    assert asked
    given = json.dumps(answer(BASES["kazakhstan"], asked[1], **json.loads(asked[2])), indent=1, ensure_ascii=False)
    text = with_part("answer", f"```json\n{given}\n```\n")
    assert text == page()


def test_the_entry_for_a_client_starts_a_server() -> None:
    block = re.search(r"```json\n(\{\n  \"mcpServers\".*?)```", page(), re.DOTALL)
    assert block
    entry = json.loads(block[1])["mcpServers"]["csto"]
    assert entry["command"] == "csto"
    assert entry["args"][0] in COMMANDS
    path = entry["args"][2]
    with wire(*(str(BASES["strike"]) if one == path else one for one in entry["args"][1:])) as server:
        server.shake_hands()
        (row,) = server.call("about")["result"]["structuredContent"]["rows"]
    assert "strike" in row["title"].casefold()


def test_the_limit_of_an_answer_is_that_of_the_page() -> None:
    assert f"longer than {MOST_BYTES:,} bytes" in page()


def test_the_fact_that_the_page_asks_for_is_there() -> None:
    for name in re.findall(r"`why` with `([\w/.-]+)`", page()):
        assert answer(BASES["kazakhstan"], "why", id=name)["rows"]


def test_the_skill_names_commands_and_options_that_exist(csto: Run) -> None:
    skill = csto("skill").out
    assert skill.startswith("---\nname: csto\n")
    commands = set(re.findall(r"`csto (\w+)", skill))
    assert len(commands) > 10
    assert commands <= set(COMMANDS)
    options = {option["name"] for row in json.loads(csto("help", "--json").out) for option in row["options"]}
    assert set(re.findall(r"--[a-z][\w-]*", skill)) <= options


def test_the_skill_explains_every_status_and_standing(csto: Run) -> None:
    skill = csto("skill").out
    for word in ("corroborated", "single-origin", "disputed", "not-stated", "not-applicable"):
        assert f"| `{word}` |" in skill
    for word in ("states", "fits", "contradicts", "set-aside"):
        assert f"`{word}`" in skill
