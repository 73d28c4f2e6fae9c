"""The whole training, end to end on corpora of a few sentences: files, scores, refusal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditkit.annotate.language import load_language
from auditkit.errors import OutputError
from auditkit.train import pipeline
from auditkit.train.pipeline import NAME, Request, score_table, train_pipeline
from auditkit.train.pipeline_data import data_files, read_training_data
from auditkit.trained import load_card

# The final stop is tagged three ways, and there are markers, so that every label a variant can
# bring is there.
_TREEBANK = (
    "1\tRådet\tråd\tNOUN\tNN\tCase=Nom\t2\tnsubj\t_\t_\n"
    "2\tgranskar\tgranska\tVERB\tVB\t_\t0\troot\t_\t_\n"
    "3\tbudgeten\tbudget\tNOUN\tNN|AN\tCase=Nom\t2\tobj\t_\t_\n"
    "4\t2\t2\tNUM\tRG|NOM\tCase=Nom\t3\tnummod\t_\tSpaceAfter=No\n"
    "5\t{mark}\t{mark}\t{upos}\t{xpos}\t_\t2\tpunct\t_\t_\n\n"
)
_NAMES = (
    "# text = Eva Ek besökte Lund.\n1\tEva\tB-PER\t-\t-\n2\tEk\tI-PER\t-\t-\n"
    "3\tbesökte\tO\t-\t-\n4\tLund\tB-LOC\t-\t-\n5\t.\tO\t-\t-\n\n"
)
_NEWS = "Bo\tPER\nAlm\tPER\nleder\t0\nTrafikverket\tORG\n.\t0\n\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    marks = ((".", "MAD"), ("-", "MID"), (")", "PAD"))
    treebank = "".join(_TREEBANK.format(mark=mark, upos="PUNCT", xpos=xpos) for mark, xpos in marks)
    for name in data_files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = {".conllu": treebank * 40, ".iob2": _NAMES * 60}.get(path.suffix, _NEWS * 60)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_pipeline_is_trained_twice_alike_and_a_better_one_is_kept(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    request = Request(data=data, out=tmp_path / "first", version="9", seed=4, steps=2)
    headings, rows = train_pipeline(request, lambda stage, done, total: seen.add(stage))
    assert headings[1:3] == ("now", "before")
    assert {"test.upos", "names_pud.names"} <= {row[0] for row in rows}
    assert seen == {"grammar", "entities"}
    card = load_card(NAME, tmp_path / "first")
    assert card.version == "9"
    assert load_language(NAME, tmp_path / "first").pipe_names[-1] == "ner"

    again = replace(request, out=tmp_path / "second")
    train_pipeline(again, lambda stage, done, total: None)
    assert load_card(NAME, tmp_path / "second").files == card.files

    assert all(row[3] == "+0.00" for row in score_table(read_training_data(data), request.out)[1])

    monkeypatch.setattr(pipeline, "_shipped_scores", lambda *_: dict.fromkeys(card.scores, 100.0))
    before = (request.out / NAME / "card.json").read_bytes()
    with pytest.raises(OutputError, match="better"):
        train_pipeline(replace(request, seed=5), lambda stage, done, total: None)
    assert (request.out / NAME / "card.json").read_bytes() == before
