"""The STIX bundle: read by the reference library, stable, graded and marked as the evidence is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import stix2
import tomli_w
from typer.testing import CliRunner

from sahelrisk.cli.app import app
from sahelrisk.report.desk.stix_objects import CONFIDENCE, GRADING, TLP_IDS, timestamp

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
OASIS = ("marking-definition",)
"""Types whose ids are not ours."""
ITEM: dict[str, Any] = {
    "countries": ["MLI"],
    "indicator": "security.kidnapping",
    "observed": date(2026, 2, 1),
    "recorded": date(2026, 2, 10),
    "level": 4,
    "statement": "A statement.",
    "reliability": "B",
    "credibility": 2,
    "analyst": "private-analyst",
    "notes": "private-notes",
    "source": {
        "title": "A title",
        "publisher": "A publisher",
        "url": "https://example.org/a",
        "archived": "https://archive.example.org/a",
        "sha256": "0" * 64,
    },
}


def item(key: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an item of one's own."""
    return ITEM | {"id": key} | more


def write(folder: Path, items: list[dict[str, Any]], words: list[dict[str, Any]]) -> Path:
    """Write a dossier whose default marking is AMBER."""
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text('title = "A desk"\ntlp = "AMBER"\n', encoding="utf-8")
    text = tomli_w.dumps({"evidence": items, "amendment": words})
    (folder / "evidence" / "a.toml").write_text(text, encoding="utf-8")
    return folder


def export(folder: Path, *arguments: str) -> dict[str, Any]:
    """Return the bundle that `export` prints."""
    command = ["export", *arguments, "--format", "stix", "-d", str(folder)]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    bundle: dict[str, Any] = json.loads(done.stdout)
    return bundle


def by_type(bundle: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the objects of a type."""
    return [one for one in bundle["objects"] if one["type"] == kind]


def reports(bundle: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the reports by the ids of their items."""
    found = by_type(bundle, "report")
    return {one["external_references"][0]["external_id"]: one for one in found}


def references(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401
    """Yield every id that an object refers to."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from references(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from references(one, key)
    elif key.endswith(("_ref", "_refs")):
        yield value


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """Return the bundle of the example."""
    return export(EXAMPLE)


def test_the_reference_library_reads_the_example(example: dict[str, Any]) -> None:
    """Every object is one of STIX 2.1 without custom types, and comes out as it went in."""
    parsed = stix2.parse(json.dumps(example), allow_custom=False)
    assert len(by_type(example, "report")) == 259
    for object_, own in zip(parsed.objects, example["objects"], strict=True):
        again = json.loads(object_.serialize())
        assert again | {"published": ""} == own | {"published": ""}
        assert type(object_).__module__.startswith("stix2.v21")


def test_a_bundle_is_closed_and_its_ids_are_of_names(example: dict[str, Any]) -> None:
    """What is referred to is in it, once; our ids are UUIDs of version 5."""
    ids = [one["id"] for one in example["objects"]]
    assert len(ids) == len(set(ids))
    assert set(references(example["objects"])) <= set(ids)
    for one in (example, *example["objects"]):
        kind, _, key = one["id"].partition("--")
        assert kind == one["type"]
        if kind not in OASIS:
            assert UUID(key).version == 5
    assert export(EXAMPLE) == example


def test_an_item_is_a_report(tmp_path: Path) -> None:
    """Text, grade, confidence, marking, source, country and publisher stand where STIX has them."""
    bundle = export(write(tmp_path, [item("one", level=[2, 4], reads="at-least")], []))
    (report,) = reports(bundle).values()
    desk = next(one for one in by_type(bundle, "identity") if one["name"] == "A desk")
    publisher = next(one for one in by_type(bundle, "identity") if one["name"] == "A publisher")
    (country,) = by_type(bundle, "location")
    assert (country["name"], country["country"]) == ("Mali", "ML")
    assert report["created_by_ref"] == desk["id"]
    assert report["object_refs"] == [country["id"], publisher["id"]]
    assert report["created"] == report["modified"] == "2026-02-10T00:00:00.000Z"
    assert report["name"] == report["description"] == "A statement."
    assert report["confidence"] == 70
    assert report["labels"] == ["security.kidnapping"]
    assert report["object_marking_refs"] == [f"marking-definition--{TLP_IDS['AMBER']}"]
    assert report["external_references"] == [
        {"source_name": "sahelrisk", "external_id": "one"},
        {
            "source_name": "A publisher",
            "description": "A title",
            "url": "https://example.org/a",
            "hashes": {"SHA-256": "0" * 64},
        },
        {
            "source_name": "A publisher",
            "description": "archived copy",
            "url": "https://archive.example.org/a",
        },
    ]
    assert (
        report["extensions"][GRADING]
        == {
            "extension_type": "property-extension",
            "indicator": "security.kidnapping",
            "observed": "2026-02-01",
            "level": [2.0, 4.0],
            "reads": "at-least",
            "kind": "observation",
            "nature": "event",
            "reliability": "B",
            "credibility": 2,
            "source_owner": "A publisher",
        }
        or "source_owner" not in report["extensions"][GRADING]
    )
    assert "private" not in json.dumps(bundle)


@pytest.mark.parametrize("credibility", range(1, 7))
def test_confidence_is_the_scale_of_the_specification(credibility: int, tmp_path: Path) -> None:
    """Credibility is turned as the reference library turns it; of 6 there is no confidence."""
    names = {
        1: "1 - Confirmed by other sources",
        2: "2 - Probably True",
        3: "3 - Possibly True",
        4: "4 - Doubtful",
        5: "5 - Improbable",
    }
    bundle = export(write(tmp_path, [item("one", credibility=credibility)], []))
    (report,) = reports(bundle).values()
    assert report.get("confidence") == CONFIDENCE.get(credibility)
    assert report["extensions"][GRADING]["credibility"] == credibility
    if credibility in names:
        scales = stix2.confidence.scales
        assert scales.admiralty_credibility_to_value(names[credibility]) == report["confidence"]
    else:
        assert "confidence" not in report


def test_markings_are_those_of_oasis(tmp_path: Path) -> None:
    """Each label used is there as published, with its extension; others are not."""
    items = [item(f"i{number}", tlp=label) for number, label in enumerate(TLP_IDS)]
    found = {
        one["name"]: one
        for one in by_type(export(write(tmp_path, items, [])), "marking-definition")
    }
    assert found.keys() == {f"TLP:{label}" for label in TLP_IDS}
    assert found["TLP:AMBER+STRICT"] == {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        "created": "2022-10-01T00:00:00.000Z",
        "name": "TLP:AMBER+STRICT",
        "extensions": {
            "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {
                "extension_type": "property-extension",
                "tlp_2_0": "amber+strict",
            }
        },
    }


def test_amendments_are_new_versions_and_a_withdrawal_revokes(tmp_path: Path) -> None:
    """The id stays, `modified` is the day of the last amendment, and each of a day is later."""
    word = {"evidence": "one", "recorded": date(2026, 3, 1)}
    words = [
        word | {"statement": "A better statement.", "credibility": 1},
        word | {"level": 5, "reason": "a reason"},
        word | {"recorded": date(2026, 4, 1), "withdrawn": True, "reason": "wrong"},
    ]
    folder = write(tmp_path, [item("one")], words)
    versions = [
        reports(export(folder, "--known-on", day))["one"]
        for day in ("2026-02-28", "2026-03-31", "2026-04-01")
    ]
    assert len({one["id"] for one in versions}) == 1
    assert len({one["created"] for one in versions}) == 1
    assert [one["modified"] for one in versions] == [
        "2026-02-10T00:00:00.000Z",
        "2026-03-01T00:00:00.002Z",
        "2026-04-01T00:00:00.003Z",
    ]
    assert [one["description"] for one in versions[:2]] == ["A statement.", "A better statement."]
    assert [one.get("confidence") for one in versions[:2]] == [70, 90]
    assert [one["extensions"][GRADING]["level"] for one in versions[:2]] == [4.0, 5.0]
    assert [one.get("revoked", False) for one in versions] == [False, False, True]
    for one in versions:
        assert stix2.parse(one).id == one["id"]


def test_a_condition_says_how_long_it_held(tmp_path: Path) -> None:
    """Confirmations and ends are keys of the extension."""
    word = {"evidence": "one", "recorded": date(2026, 3, 1), "confirmed": date(2026, 2, 20)}
    later = {"evidence": "one", "recorded": date(2026, 4, 1), "ended": date(2026, 3, 20)}
    folder = write(tmp_path, [item("one", nature="condition")], [word, later])
    graded = reports(export(folder))["one"]["extensions"][GRADING]
    assert (graded["confirmed"], graded["ended"]) == ("2026-02-20", "2026-03-20")


def test_a_ceiling_applies_to_items_publishers_and_earlier_days(tmp_path: Path) -> None:
    """Nothing above it is there, and what is there is the same object as without it."""
    secret = item("two", tlp="RED", statement="canary", source={"publisher": "canary-house"})
    both = item("three", tlp="RED", recorded=date(2026, 1, 2))
    opened = item("four", tlp="RED", statement="canary-first")
    word = {
        "evidence": "four",
        "recorded": date(2026, 5, 1),
        "tlp": "GREEN",
        "statement": "Said openly.",
    }
    folder = write(tmp_path, [item("one", tlp="GREEN"), secret, both, opened], [word])
    whole, shown = export(folder), export(folder, "--tlp", "GREEN")
    assert reports(shown).keys() == {"one", "four"}
    assert "canary" not in json.dumps(shown)
    assert "canary-first" not in json.dumps(whole)
    named = {one["name"]: one for one in by_type(whole, "identity")}
    for one in by_type(shown, "identity"):
        if one["name"] == "A publisher":
            assert one == named["A publisher"]
    green = f"marking-definition--{TLP_IDS['GREEN']}"
    assert named["A publisher"]["object_marking_refs"] == [green]
    red = f"marking-definition--{TLP_IDS['RED']}"
    assert named["canary-house"]["object_marking_refs"] == [red]
    earlier = export(folder, "--tlp", "GREEN", "--known-on", "2026-04-01")
    assert reports(earlier).keys() == {"one"}
    assert "canary" not in json.dumps(earlier)


def test_ids_do_not_depend_on_files_or_on_what_else_is_exported(tmp_path: Path) -> None:
    """The same item of another file, country filter or dossier folder is the same object."""
    more = item("two", countries=["NER", "MLI"], source={"publisher": "Another"})
    one = export(write(tmp_path / "one", [item("one"), more], []), "niger")
    other = export(write(tmp_path / "other", [more], []))
    assert one["objects"] == other["objects"]
    assert one["id"] == other["id"]
    assert reports(one).keys() == {"two"}


def test_drafts_are_not_given_out(tmp_path: Path) -> None:
    """Where four eyes are asked for, an item that nobody has reviewed stays at the desk."""
    folder = write(tmp_path, [item("one"), item("two", reviewed_by="ab")], [])
    main = folder / "dossier.toml"
    main.write_text(main.read_text() + "[desk]\nfour_eyes = true\n", encoding="utf-8")
    assert reports(export(folder)).keys() == {"two"}


@pytest.mark.parametrize("name", ["x.stix.json", "X.STIX.JSON"])
def test_the_ending_of_a_file_asks_for_it(name: str, tmp_path: Path) -> None:
    """`-o x.stix.json` writes the bundle; a plain .json needs `--format stix`."""
    folder = write(tmp_path / "desk", [item("one")], [])

    def run(*arguments: str) -> Any:  # noqa: ANN401
        return CliRunner().invoke(app, ["export", *arguments, "-d", str(folder)])

    both = run("-o", str(tmp_path / name), "-o", str(tmp_path / "x.csv"))
    assert both.exit_code == 0, both.output
    assert json.loads((tmp_path / name).read_text())["type"] == "bundle"
    assert (tmp_path / "x.csv").read_text().startswith("record,")
    plain = run("-o", str(tmp_path / "x.json"))
    assert plain.exit_code == 2
    assert "export writes .csv, .xlsx and .stix.json" in plain.stderr
    assert run("-o", str(tmp_path / "x.json"), "-f", "stix").exit_code == 0
    assert json.loads((tmp_path / "x.json").read_text()) == export(folder)
    refused = run("-f", "stix", "--private", "--table", "summary")
    assert refused.exit_code == 2
    assert "--table, --private shape tables" in refused.stderr


def test_moments_of_a_day_are_apart() -> None:
    """Thousands of amendments of a day keep their order."""
    moments = [timestamp(date(2026, 3, 1), number) for number in (0, 1, 999, 1000, 60000)]
    assert moments == sorted(moments)
    assert moments[-1] == "2026-03-01T00:01:00.000Z"


def test_a_version_is_never_older_than_its_object(tmp_path: Path) -> None:
    """An amendment that was dated before its item is still a later version of it."""
    word = {"evidence": "one", "recorded": date(2026, 1, 1), "level": 3, "reason": "Corrected."}
    report = reports(export(write(tmp_path, [item("one")], [word])))["one"]
    assert report["modified"] > report["created"]


def test_a_name_is_never_empty(tmp_path: Path) -> None:
    """A statement without a blank is cut within its word."""
    report = reports(export(write(tmp_path, [item("one", statement="x" * 200)], [])))["one"]
    assert report["name"] == "x" * 79 + "…"
