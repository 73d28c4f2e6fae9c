"""Two forms of name corpora give the same words, blanks and tags."""

from __future__ import annotations

from pathlib import Path

from auditkit.train.entities import read_news, read_universal


def test_universal_names_take_their_blanks_from_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.iob2"
    path.write_text(
        "# text = (Bo Ek) i Åby, nu.\n"
        "1\t(\tO\t-\t-\n2\tBo\tB-PER\t-\t-\n3\tEk\tI-PER\t-\t-\n4\t)\tO\t-\t-\n"
        "5\ti\tO\t-\t-\n6\tÅby\tB-LOC\t-\t-\n7\t,\tO\t-\t-\n8\tnu\tB-OTH\t-\t-\n9\t.\tO\t-\t-\n\n",
        encoding="utf-8",
    )
    (words,) = read_universal(path)
    assert "".join(word.form + " " * word.space for word in words).strip() == "(Bo Ek) i Åby, nu."
    assert [word.entity for word in words if word.entity != "O"] == ["B-PER", "I-PER", "B-LOC"]


def test_news_tags_get_starts_and_lose_soft_hyphens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Eva\tPER\nEk\tPER\nsåg\t0\nVerk\xadet\tORG\nLund\tLOC\n.\t0\n\n"
        "Boken  MISC\nkom       0\n.  0\n",  # the same corpus is parted by blanks further down
        encoding="utf-8",
    )
    first, second = read_news(path)
    assert [word.entity for word in first] == ["B-PER", "I-PER", "O", "B-ORG", "B-LOC", "O"]
    assert first[3].form == "Verket"
    assert [word.space for word in first] == [True, True, True, True, False, True]
    assert [word.entity for word in second] == ["O", "O", "O"]
