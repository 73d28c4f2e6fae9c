"""Compound requirements are split at coordinated verbs, and nowhere else."""

from __future__ import annotations

import pytest

from auditkit.lang import Pack
from auditkit.link.compound import split_parts
from auditkit.link.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "ta fram, besluta och införa en kajplan",
            ("ta fram en kajplan", "besluta en kajplan", "införa en kajplan"),
        ),
        (
            "upprätta en bojlista samt redovisa den för rådet",
            ("upprätta en bojlista", "redovisa den för rådet"),
        ),
        ("tar fram och beslutar en kajplan", ("tar fram en kajplan", "beslutar en kajplan")),
        (
            "besluta och börja tillämpa en bojplan (R3, Hög)",
            ("besluta en bojplan", "börja tillämpa en bojplan"),
        ),
        (
            "låta upprätta och sprida en bojlista",
            ("låta upprätta en bojlista", "sprida en bojlista"),
        ),
    ],
)
def test_coordinated_verbs_make_parts(text: str, parts: tuple[str, ...], pack: Pack) -> None:
    assert split_parts(text, load_vocabulary(pack)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "ta fram en plan för bojar och andra märken",
        "redovisa hur kajer och bryggor används",
        "se till att lotsen granskar och godkänner planen",
        "leda",
        "redovisa kostnader för kajer, inklusive frakt, för styrgruppen",
        "planera och genomföra",
        "",
    ],
)
def test_one_thing_has_no_parts(text: str, pack: Pack) -> None:
    assert split_parts(text, load_vocabulary(pack)) == ()
