"""The reference pages say what the code says."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SETTING_WITHOUT_A_WORD = 'LEVEL = env.str("WELLBOUGHT_LEVEL", default="high")\n'


@cache
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["settings.md", "commands.md"])
def test_a_page_of_the_reference_is_not_stale(name: str) -> None:
    page = ROOT / "docs" / "reference" / name

    assert page.read_text(encoding="utf-8") == reference().pages()[page], "Run: python tools/reference.py"


def test_a_setting_that_does_not_say_what_it_does_is_refused() -> None:
    with pytest.raises(reference().Untold, match="WELLBOUGHT_LEVEL"):
        reference().settings(SETTING_WITHOUT_A_WORD)


def test_a_setting_is_shown_with_the_comment_above_it_and_its_default() -> None:
    (setting,) = reference().settings("#: How much to tell,\n#: and to whom.\n" + SETTING_WITHOUT_A_WORD)

    assert (setting.name, setting.type, setting.default) == ("WELLBOUGHT_LEVEL", "str", "`high`")
    assert setting.meaning == "How much to tell, and to whom."


def test_every_setting_of_the_product_is_one_of_ours() -> None:
    names = [setting.name for setting in reference().settings(reference().SETTINGS.read_text(encoding="utf-8"))]

    assert len(names) == len(set(names)) >= 10
    assert all(name.startswith("WELLBOUGHT_") for name in names)
