"""Reading packs: what stands in the files, what lies over what, and where each field stands."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.packs import lay_out, small
from tests.engine.strategies import thoroughly
from wellbought.pack.files import PackFault, line_of, load_yaml, repeated_keys, split_front_matter
from wellbought.pack.kinds import Clause, Criterion, Duty, FactQuestion, Name, Question, Rule, Source, Term, Topic
from wellbought.pack.read import ItemUnknown, PackInvalid, bundled_folders, load_pack, read_pack
from wellbought.vocabulary import Priority, Role, Route, Stage, Tier

HERE = Path("file.yaml")


# What stands in the files


def test_a_topic_is_named_by_its_file_and_its_words_are_the_body() -> None:
    topic = small().get(Topic, "clear-needs")

    assert topic.title == "Clear needs"
    assert topic.who == (Role.PROJECT, Role.PROCUREMENT)
    assert topic.body.startswith("# Begin with the problem")
    assert topic.body.endswith("sounds right and is not.")


def test_a_question_is_named_by_its_file_and_stands_at_the_stage_of_its_folder() -> None:
    question = small().get(Question, "leave-with-data")

    assert question.stage is Stage.CONTRACT
    assert (question.lead, question.route, question.priority) == (Role.LEGAL, Route.FAST, Priority.MUST)


def test_what_a_file_leaves_out_has_its_usual_value() -> None:
    question = small().get(Question, "policy-agreed")

    assert (question.when, question.consulted, question.sets, question.formerly) == ("true", (), None, ())


def test_days_are_days_and_numbers_numbers() -> None:
    rule = small().get(Rule, "last-years-rule")
    criterion = small().get(Criterion, "right-answers")

    assert (rule.starts_on, rule.ends_on) == (date(2026, 1, 1), date(2026, 6, 30))
    assert [step.score for step in criterion.scale] == [0, 3, 5]


def test_items_keep_the_order_of_the_files_and_within_them() -> None:
    rules = [rule.id for rule in small().all(Rule)]

    assert rules[:3] == ["help-for-staff", "seen-by-the-public", "decides-about-people"]
    assert [topic.id for topic in small().all(Topic)] == ["clear-needs", "leave-in-time"]


def test_every_item_tells_the_pack_that_it_comes_from() -> None:
    pack = small("isle", "town")

    assert pack.get(Rule, "help-for-staff").origin == "core"
    assert pack.get(Rule, "isle-people-see-it").origin == "isle"
    assert pack.get(Question, "town-fund").origin == "town"


# Finding


def test_an_item_that_is_not_there_is_told() -> None:
    with pytest.raises(ItemUnknown, match="topic/nothing-here"):
        small().get(Topic, "nothing-here")


def test_an_item_is_found_by_the_id_that_it_had_before(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    path = folder / "clauses" / "no-training.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title:", "formerly: [old-name]\ntitle:"), encoding="utf-8"
    )

    pack = load_pack([folder])

    assert pack.get(Clause, "old-name") == pack.get(Clause, "no-training")


def test_an_id_of_the_vocabulary_has_a_name_and_so_has_the_unknown() -> None:
    assert small().name("tier", Tier.HIGH).label == "High tier"
    assert small().name("tier", None).label == "Unknown tier"


# Packs over packs


def test_an_overlay_changes_just_the_fields_that_it_gives() -> None:
    before, after = small().get(Question, "problem-in-words"), small("town").get(Question, "problem-in-words")

    assert after.why == "Our councillors ask for it first."
    assert after.origin == "town"
    assert after.model_copy(update={"why": before.why, "origin": "core"}) == before


def test_an_overlay_changes_a_topic_and_keeps_its_words_where_it_brings_none() -> None:
    before, after = small().get(Topic, "leave-in-time"), small("town").get(Topic, "leave-in-time")

    assert after.what == "How our town keeps the door open."
    assert (after.body, after.title, after.key_points) == (before.body, before.title, before.key_points)


def test_an_overlay_changes_the_threshold_of_a_rule_and_keeps_its_effect() -> None:
    before, after = small().get(Rule, "a-large-sum"), small("town").get(Rule, "a-large-sum")

    assert after.when == "estimated_value.amount > 20000.0"
    assert (after.effect, after.sources) == (before.effect, before.sources)


def test_an_overlay_names_the_roles_its_own_way() -> None:
    pack = small("town")

    assert pack.name("role", Role.LEGAL).label == "Town clerk"
    assert pack.name("role", Role.LEGAL).meaning == small().name("role", Role.LEGAL).meaning
    assert pack.name("role", Role.PROJECT).origin == "core"


def test_an_overlay_keeps_the_order_of_what_it_changes() -> None:
    ids = [rule.id for rule in small("town").all(Rule)]

    assert ids == [rule.id for rule in small().all(Rule)]


def test_only_what_stands_for_a_place_is_a_jurisdiction() -> None:
    pack = small("isle", "town")

    assert pack.jurisdictions == ("isle",)
    assert pack.place_of(pack.get(Duty, "isle-register")) == "isle"
    assert pack.place_of(pack.get(Question, "town-fund")) is None
    assert pack.place_of(pack.get(Duty, "keep-a-record")) is None


def test_an_overlays_own_file_comes_before_that_of_core(tmp_path: Path) -> None:
    into = lay_out(tmp_path)
    for name in ("small", "town"):
        (into / name / "documents").mkdir()
        (into / name / "documents" / "strategy.md").write_text(name, encoding="utf-8")
    (into / "small" / "documents" / "brief.md").write_text("small", encoding="utf-8")

    pack = load_pack([into / "small", into / "isle", into / "town"])

    assert pack.file("documents/strategy.md") == into / "town" / "documents" / "strategy.md"
    assert pack.file("documents/brief.md") == into / "small" / "documents" / "brief.md"
    assert pack.file("documents/none.md") is None


# The whole


def test_the_version_is_that_of_core_and_the_digest_tells_every_change(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    before, again = load_pack([folder]), load_pack([folder])
    glossary = folder / "glossary" / "glossary.yaml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("fair cost", "fair price"), encoding="utf-8")

    after = load_pack([folder])

    assert before.version == after.version == "2026.11"
    assert before.digest == again.digest != after.digest


def test_reading_leaves_out_what_is_wrong_and_says_so(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    (folder / "topics" / "clear-needs.md").write_text("no front matter", encoding="utf-8")

    pack, faults = read_pack([folder])

    assert [topic.id for topic in pack.all(Topic)] == ["leave-in-time"]
    assert [fault.path.name for fault in faults] == ["clear-needs.md"]


def test_loading_refuses_what_is_wrong(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    (folder / "topics" / "clear-needs.md").write_text("no front matter", encoding="utf-8")

    with pytest.raises(PackInvalid, match=r"clear-needs\.md:1: A Markdown file begins with front matter"):
        load_pack([folder])


def test_the_packs_that_come_with_the_product_are_core_and_then_the_places() -> None:
    names = [folder.name for folder in bundled_folders()]

    assert names[0] == "core"
    assert names[1:] == sorted(names[1:])
    assert {"eu", "us-federal", "uk", "canada"} <= set(names)


def test_items_cannot_be_changed_once_they_are_read() -> None:
    term = small().get(Term, "lock-in")

    with pytest.raises(ValueError, match="frozen"):
        term.meaning = "Something else"
    with pytest.raises(TypeError):
        small().items["term"]["new"] = term  # type: ignore[index]


@pytest.mark.parametrize("kind", [Source, Name, FactQuestion, Duty])
def test_every_kind_is_read(kind: type[Source | Name | FactQuestion | Duty]) -> None:
    assert small().all(kind)


# Lines


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ((), 1),
        ((0,), 1),
        ((0, "title"), 2),
        ((1,), 5),
        ((1, "title"), 6),
        ((1, "effect", "tier"), 8),
        ((1, "sources", 1), 11),
        ((1, "missing"), 5),
        ((1, "effect", "missing"), 7),
        ((7, "title"), 1),
    ],
)
def test_a_field_is_found_on_its_line_and_a_missing_one_at_what_holds_it(
    steps: tuple[int | str, ...], line: int, tmp_path: Path
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        "- id: one\n  title: One\n  effect: {tier: low}\n\n- id: two\n  title: Two\n  effect:\n    tier: high\n"
        "  sources:\n    - first\n    - second\n",
        encoding="utf-8",
    )

    assert line_of(path, steps) == line


def test_lines_of_front_matter_are_lines_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "topic.md"
    path.write_text("---\ntitle: Needs\nwho:\n  - project\n---\nWords.\n", encoding="utf-8")

    assert [line_of(path, steps) for steps in (("title",), ("who",), ("who", 0))] == [2, 3, 4]


def test_keys_that_repeat_are_found_however_deep(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("- id: one\n  effect:\n    tier: low\n    tier: high\n- id: two\n  id: three\n", encoding="utf-8")

    found = {(fault.line, fault.field) for fault in repeated_keys(path)}

    assert found == {(4, "tier"), (6, "id")}


@thoroughly
@given(st.text(max_size=80) | st.text(alphabet="-: [{}]#&*!|>'\"%@`ab1\n\t", max_size=60))
def test_any_text_is_yaml_or_a_fault_with_its_line(text: str) -> None:
    line = 1
    try:
        load_yaml(text, HERE)
    except PackFault as fault:
        line = fault.line

    assert 1 <= line <= text.count("\n") + text.count("\r") + 2


@pytest.mark.parametrize("text", ["2026-13-45", "2026-01-01T25:00:00Z"], ids=["day", "hour"])
def test_a_moment_that_does_not_exist_is_a_fault(text: str) -> None:
    with pytest.raises(PackFault):
        load_yaml(f"checked: {text}\n", HERE)


def test_yaml_may_not_bring_in_objects() -> None:
    with pytest.raises(PackFault):
        load_yaml("!!python/object/apply:os.getcwd []", HERE)


@thoroughly
@given(st.text(max_size=60).filter(lambda text: "\n---\n" not in f"\n{text}\n"), st.text(max_size=60))
def test_front_matter_and_body_are_parted_at_the_first_fence(front: str, body: str) -> None:
    parted = split_front_matter(f"---\n{front}\n---\n{body}", HERE)

    assert parted == (front, body)
