"""Problems are phrases: no text of their own in the source, every language on the command line."""

from __future__ import annotations

import ast
import csv
import json
import re
from importlib import resources
from pathlib import Path

import pytest
import tomli

import sahelrisk as package
from desk_items import Run
from sahelrisk.locale import catalogue, languages, phrase
from sahelrisk.problems import Listed, Name, OneOf, Place, Problem, Said, in_words, quoted
from sahelrisk.reading.library_texts import csv_said, toml_said
from sahelrisk.report.problems.rule_pages import TEXTS
from sahelrisk.rules import RULES, by_subject

PACKAGE = Path(str(resources.files(package)))
TAKERS = {"Problem", "problem", "Fault", "refuse", "_refuse", "_problem", "_advise", "_unreadable"}
"""What takes a message or a hint."""
NAMES = {"message", "hint", "wanted"}
"""What a message or a hint is called on its way there."""
OTHERS = [lang for lang in languages() if lang != "en"]
CODE = re.compile(
    r"""`[^`]+` | "[^"]*" | \[\[?[\w-]+\]?\] | \w+\ =\ (?:\w+|"[^"]*"|\[[^]]*\]|\{[^}]*\})
    | [\w./-]*\.toml | [\w/]+/ | \b[a-z]+_[a-z_]+\b | \b\d[\d.]*\b""",
    re.VERBOSE,
)
"""Commands, keys, tables, files and figures in the text of a rule."""


def has_words(node: ast.AST | None) -> bool:
    """Return whether an expression is English of its own: a text with a space, or one put together."""
    match node:
        case ast.Constant(value=str(text)):
            return " " in text
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return has_words(left) or has_words(right)
        case ast.IfExp(body=body, orelse=other):
            return has_words(body) or has_words(other)
        case _:
            return False


def texts_in(tree: ast.AST) -> list[int]:
    """Return the lines at which a message or hint is given as a text."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in TAKERS:
                given = [*node.args, *(one.value for one in node.keywords)]
                found += [node.lineno for one in given if has_words(one)]
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
                found += [node.lineno] if name in NAMES and has_words(node.value) else []
    return found


def test_the_source_gives_no_problem_a_text() -> None:
    """Readers, rules and tasks name phrases; what a program may not do is no problem of a file."""
    found = {
        path.name: lines
        for folder in ("reading", "rules", "tasks", "cli")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if path.name != "registry.py"  # it tells programmers what they did wrong
        and (lines := texts_in(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'one.problem("id", "no-source", "names no source")',
        "Problem(place, 'wrong-type', f'{name} is wrong')",
        "message = f'{name} is wrong'",
        "message += ' and more'",
        "hint = 'its columns are ' + names",
        "self.refuse(1, 0, 'broken-table', message, hint='a hint' if one else '')",
    ],
)
def test_a_text_in_the_source_is_found(source: str) -> None:
    """The walk sees literals, f-strings, sums and conditions wherever a problem takes a text."""
    assert texts_in(ast.parse(source)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "= 1",
        "a",
        "a = ",
        "a = 1 b = 2",
        "a = 1\na = 2",
        "a.b = 1\n[a]\nc = 1\n[a]\n",
        "[a",
        "[[a",
        "a = [1",
        "a = {b = 1",
        "a = {b = 1, b = 2}",
        "a = {b = 1}\na.c = 2",
        "a = {b = 1}\n[a.c]",
        "a = 1\n[a.b]",
        "[a.b]\n[a]\nb.c = 1",
        'a = "b',
        "a = 'b",
        'a = "\\x"',
        'a = "\\uZZZZ"',
        'a = "\\ud800"',
        "a = 2026-13-01",
        "a = \x07",
        "\x07",
        "#\x07",
        'a = """b',
    ],
)
def test_words_of_the_parser_are_phrases(text: str) -> None:
    """Whatever the parser of TOML says has a phrase, and English says it as the parser does."""
    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads(text)
    said = toml_said(caught.value.msg)
    assert said.phrase.key != "toml_other"
    if "(" not in caught.value.msg:
        assert said == caught.value.msg[0].lower() + caught.value.msg[1:]
    assert in_words(said, "fr") != said


@pytest.mark.parametrize("text", ['a,"b', 'a,"b"c', f'"{9 * "x"}"'])
def test_words_of_the_reader_of_csv_are_phrases(text: str) -> None:
    """Whatever the reader of CSV says has a phrase; English says it as the reader does."""
    before = csv.field_size_limit(8)
    try:
        with pytest.raises(csv.Error) as caught:
            list(csv.reader([text], strict=True))
    finally:
        csv.field_size_limit(before)
    said = csv_said(caught.value)
    assert (said, said.phrase.key != "csv_other") == (str(caught.value), True)
    assert in_words(said, "fr") != said


def test_unknown_words_of_a_library_stay_as_they_are() -> None:
    """What another release may say is told in English, within a phrase."""
    assert toml_said("Something new") == "something new"
    assert in_words(toml_said("Something new"), "fr") == "TOML non valable : something new"


def test_values_are_put_into_the_language_too() -> None:
    """Phrases within phrases, names, lists and choices follow the language; texts stay."""
    held = Listed(quoted(["a", "b"]))
    named = Said("problem_two_letter_code", text="CD", name=Name("Chad", fr="Tchad"), fips="X")
    near = Said("hint_did_you_mean", near=OneOf(quoted(["a", "b"])))
    assert Said("hint_column_holds", name="c", held=held) == 'c holds "a", "b"'
    assert (
        in_words(Said("hint_column_holds", name="c", held=held), "fr") == "c contient « a », « b »"
    )
    assert (near, in_words(near, "fr")) == (
        'did you mean "a" or "b"?',
        "vouliez-vous dire « a » ou « b » ?",
    )
    assert "Chad" in named
    assert "Tchad" in in_words(named, "fr")
    assert in_words("nobody's phrase", "fr") == "nobody's phrase"


def test_replacing_leaves_the_phrase() -> None:
    """A folder's path is taken out of values, also of places and lists, and not of the phrase."""
    places = Listed([Said("problem_named_at", name="x", place="there/one/a.toml:1:1")])
    said = Said("problem_duplicate_id", id="there/one/", places=places)
    assert said.replace("there/one/", "") == '"" is also at "x" at a.toml:1:1'
    gone = Said("problem_removed", id="x", place=Place("there/one/a.toml", 2, 3))
    assert (
        gone.replace("there/one/", "").replace("was", "is")
        == '"x" was removed; it stood at a.toml:2:3'
    )


@pytest.mark.parametrize(
    ("lang", "number", "share"), [("en", "1,234", "0.50"), ("fr", "1\u202f234", "0,50")]
)
def test_numbers_in_phrases_have_the_marks_of_the_language(
    lang: str, number: str, share: str
) -> None:
    """Thousands are parted and decimals pointed as the language writes them."""
    assert number in phrase(lang, "problem_line_too_long", {"most": 1234})
    assert share in phrase(lang, "problem_weak_turning_point", {"grade": "B2", "quality": 0.5})


def test_a_problem_in_a_language_is_the_same_problem() -> None:
    """Only message and hint change; place, rule, severity and item stay."""
    one = Problem(Place("a", 1, 2), "no-source", Said("problem_no_source"), item="x")
    french = one.in_language("fr")
    assert french.message == "ne nomme aucune source"
    assert (french.place, french.rule, french.item) == (one.place, one.rule, one.item)


FAULTY = """\
[[evidence]]
id = "mli-1"
countries = ["MLX"]
indicator = "armed-violence.attack-tempo"
observed = 2026-02-30
"""


def test_check_and_score_speak_french(sahelrisk: Run, desk: Path) -> None:
    """Message, hint, severity and tally are French; the rule and what the file holds stay."""
    (desk / "evidence" / "a.toml").write_text(FAULTY, encoding="utf-8")
    told = sahelrisk("check", str(desk), "--lang", "fr")
    assert told.returncode == 1
    assert "a.toml:5:12: erreur: toml-syntax: " in told.stdout
    assert "    conseil : les dates s'écrivent 2026-02-03, et le jour doit exister\n" in told.stdout
    (desk / "evidence" / "a.toml").write_text(FAULTY.replace("30", "28"), encoding="utf-8")
    scored = sahelrisk("score", "mali", "-d", str(desk), "--lang", "fr")
    assert scored.returncode == 1
    assert "a.toml:1:1: erreur: missing-key: « recorded » manque\n" in scored.stderr
    document = json.loads(sahelrisk("check", str(desk), "-f", "json", "--lang", "fr").stdout)
    unknown = next(one for one in document["problems"] if one["rule"] == "unknown-country")
    assert unknown["message"].startswith("pays inconnu « MLX » ; ")
    assert unknown["hint"].startswith("vouliez-vous dire ")


def code_in(text: str) -> set[str]:
    """Return what a text quotes of commands, files and figures; a language has its own NAME."""
    return {re.sub(r"\b[A-Z]{2,}\b", "…", one) for one in CODE.findall(text)}


@pytest.mark.parametrize("lang", OTHERS)
def test_languages_have_every_text_of_every_rule(lang: str) -> None:
    """A language we ship says all that a rule says, of no other rule, under the same headings."""
    assert catalogue(lang).rules.keys() == RULES.keys()
    assert list(catalogue(lang).subjects) == list(by_subject())
    assert {tuple(said) for said in catalogue(lang).rules.values()} == {TEXTS}


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("name", sorted(RULES))
def test_languages_quote_the_same_code(name: str, lang: str) -> None:
    """Keys, files, commands and figures of a rule are the same in every language."""
    for key in TEXTS:
        english, said = getattr(RULES[name], key), catalogue(lang).rules[name][key]
        assert said not in {"", english}
        assert code_in(said) == code_in(english)


def test_code_is_found() -> None:
    """What the comparison looks for is found where it stands."""
    text = 'Add `x --y ID` to a/b/, [[allow]] or framework.toml: kind = "z", turning_point, 1.5'
    wanted = {"`x --y …`", "a/b/", "[[allow]]", "framework.toml", 'kind = "z"', "turning_point"}
    assert code_in(text) == {*wanted, "1.5"}


def test_rules_speak_french(sahelrisk: Run, desk: Path) -> None:
    """The page of a rule, the list, its JSON and SARIF are French; names and examples stay."""
    said, one = catalogue("fr").rules["unknown-country"], RULES["unknown-country"]
    page = sahelrisk("rule", one.name, "--lang", "fr", "-f", "markdown").stdout
    assert f"# {one.name}\n\n- **Gravité :** erreur\n- **Constat :** {said['what']}\n" in page
    assert (
        f"## Exemple\n\n{one.example.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}"
        in page
    )
    assert "## Exemple\n" in page
    listed = sahelrisk("rule", "--lang", "fr", "--plain").stdout
    assert "section: Éléments\n" in listed
    assert said["what"] in listed
    [told] = json.loads(sahelrisk("rule", one.name, "--lang", "fr", "-f", "json").stdout)["rules"]
    assert told == {"rule": one.name, "severity": "error", **said, "example": one.example}
    (desk / "evidence" / "a.toml").write_text(FAULTY.replace("30", "28"), encoding="utf-8")
    for lang, what in (("fr", said["what"]), ("en", one.what)):
        [run] = json.loads(sahelrisk("check", str(desk), "-f", "sarif", "--lang", lang).stdout)[
            "runs"
        ]
        described = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}[one.name]
        assert described["shortDescription"]["text"] == what
        assert run.get("language", "en") == run["tool"]["driver"].get("language", "en") == lang
    assert one.mend in described["help"]["text"]
