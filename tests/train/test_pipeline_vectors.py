"""Word vectors from an archive of texts: repeatable, and a clear word where floret is missing."""

from __future__ import annotations

import io
import sys
import tarfile
from pathlib import Path

import pytest
import spacy

from auditkit.annotate.vectors import expand_vectors
from auditkit.errors import ModelError, UsageError
from auditkit.train import pipeline_vectors
from auditkit.train.pipeline_vectors import train_vectors
from auditkit.train.treebanks import Word

SENTENCES = [(Word(form="Styrelsen"), Word(form="granskar"), Word(form="budgeten"))] * 20


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        for name in ("b.md", "a.md"):
            data = f"# Uppdrag {name}\n\nMyndigheten ska redovisa uppdraget i maj.\n".encode() * 20
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_the_same_texts_give_the_same_vectors(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("floret")
    monkeypatch.setitem(pipeline_vectors._SETTINGS, "bucket", 300)
    tokenizer = spacy.blank("sv").tokenizer
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(train_vectors(texts, SENTENCES, tokenizer, tmp_path / name))  # type: ignore[arg-type]
    assert made[0].read_bytes() == made[1].read_bytes()
    lines = (tmp_path / "one" / "lines.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Uppdrag a.md")  # in the order of names
    assert lines[-1] == "Styrelsen granskar budgeten"
    vocab = spacy.blank("sv").vocab
    expand_vectors(made[0], vocab)
    assert vocab.get_vector("redovisningen").any()


def test_without_floret_the_way_out_is_named(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "floret", None)
    with pytest.raises(ModelError, match="floret") as caught:
        train_vectors(texts, SENTENCES, spacy.blank("sv").tokenizer, tmp_path)  # type: ignore[arg-type]
    assert "pip install" in caught.value.hint


def test_no_archive_is_wrong_usage(tmp_path: Path) -> None:
    pytest.importorskip("floret")
    (tmp_path / "a.tar").write_text("no archive", encoding="utf-8")
    with pytest.raises(UsageError, match="a.tar"):
        train_vectors(tmp_path / "a.tar", SENTENCES, spacy.blank("sv").tokenizer, tmp_path)  # type: ignore[arg-type]
