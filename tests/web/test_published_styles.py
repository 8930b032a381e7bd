"""Styles of a published site: what no page can use is left out, and nothing else."""

import pytest

from wellbought.web.guidance.actions.styles import names_in_page, names_in_script, trimmed

NAMES = names_in_page('<main id="top" class="one two"><p class="three">…</p></main>') | names_in_script(
    'a.className="made"'
)


@pytest.mark.parametrize(
    ("styles", "kept"),
    [
        (".one{color:red}.other{color:red}", ".one{color:red}"),
        (".one,.other{color:red}", ".one{color:red}"),
        ('p .three:hover::after{content:"}"}', 'p .three:hover::after{content:"}"}'),
        ("table p{color:red}", ""),
        ("P{color:red}", "P{color:red}"),
        ("#top>p{color:red}#bottom{color:red}", "#top>p{color:red}"),
        (".made{color:red}", ".made{color:red}"),
        ('.one:not(.other),.one[data-x=".other"]{color:red}', '.one:not(.other),.one[data-x=".other"]{color:red}'),
        ("@media print{.one{color:red}.other{color:red}}", "@media print{.one{color:red}}"),
        ("@media print{p:hover{color:red}}", "@media print{p:hover{color:red}}"),
        ("@media (min-width:40em){.other{color:red}}", ""),
        (":root{--a:1}*{margin:0}", ":root{--a:1}*{margin:0}"),
        ("@font-face{font-family:X;src:url(x.woff2)}", "@font-face{font-family:X;src:url(x.woff2)}"),
        ("/* said */", ""),
    ],
)
def test_a_rule_stays_if_a_page_can_use_it(styles: str, kept: str) -> None:
    assert trimmed(styles, NAMES) == kept
