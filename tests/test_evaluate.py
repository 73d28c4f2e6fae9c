"""Evaluation: the rule of matching, and the same figures as the reference scorer."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditkit.errors import UsageError
from auditkit.evaluate import check_floors, evaluate_run, figures, format_evaluation, load_floors
from auditkit.model import Verdict

FILES = ("statements", "documents", "requirements", "checks", "issues")


def write_lines(path: Path, objects) -> None:
    path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in objects), "utf-8")


def write_run(folder: Path, **files) -> Path:
    folder.mkdir(exist_ok=True)
    for name in FILES:
        write_lines(folder / f"{name}.jsonl", files.get(name, ()))
    return folder


GOLD = [
    {"type": "document", "doc": "p", "attrs": {
        "doctype": "minutes", "date": "2024-03-05", "chair": {"name": "Eva Ek"},
        "present": [{"name": "Eva Ek"}, {"name": "Bo Al"}]}},
    {"type": "decision", "doc": "p", "quote": "Styrelsen beslutar att anta planen.",
     "attrs": {"outcome": "adopted", "decided_by": "Styrelsen"}},
    {"type": "commitment", "doc": "p", "quote": "Bo tar fram en lista till nästa möte.",
     "attrs": {"actor": "Bo", "due": "next_meeting"}, "alternatives": {"due": ["2024-04-02"]}},
    {"type": "finding", "doc": "p", "quote": "Ekonomin är god.", "attrs": {"optional": True}},
    {"type": "evidence", "doc": "p", "requirement": "Bo tar fram en lista till nästa möte.",
     "evidence": ["Listan är klar."], "verdict": "met", "rung": "claimed"},
    {"type": "issue", "doc": "p", "code": "no_deadline", "quotes": ["Planen ska ses över."],
     "alternatives": {"code": ["no_deadline", "no_owner"]}},
]  # fmt: skip
RUN = {
    "statements": [
        {"id": "s1", "document": "p.pdf", "type": "decision", "attrs": {"outcome": "approved"},
         "quote": "Styrelsen beslutar att anta planen."},
        {"id": "s2", "document": "p.pdf", "type": "commitment",
         "attrs": {"actor": ["Bo"], "due": ["2024-04-02"]}, "quote": "Bo tar fram en lista"},
        {"id": "s3", "document": "p.pdf", "type": "risk", "attrs": {}, "quote": "Ekonomin är god."},
        {"id": "s4", "document": "p.pdf", "type": "risk", "attrs": {}, "quote": "Det kan regna."},
        {"id": "s5", "document": "q.pdf", "type": "goal", "attrs": {}, "quote": "Inte i gold."},
    ],
    "documents": [{"document": "p.pdf", "doctype": "minutes", "date": None,
                   "chair": {"name": "Ek, Eva"}, "present": [{"name": "Bo Al"}]}],
    "requirements": [{"id": "r1", "statements": ["s2"]}],
    "checks": [{"requirement": "r1", "verdict": "met", "rung": "activity",
                "evidence": [{"quote": "Listan är klar."}]}],
    "issues": [{"code": "no_owner", "quotes": [{"quote": "Planen ska ses över."}]},
               {"code": "duplicate", "quotes": [{"quote": "Planen ska ses över."}]}],
}  # fmt: skip


@pytest.fixture
def small(tmp_path):
    write_lines(tmp_path / "gold.jsonl", GOLD)
    return evaluate_run(tmp_path / "gold.jsonl", write_run(tmp_path / "run", **RUN))


def test_statements_are_matched_one_to_one_and_optional_gold_counts_for_nothing(small):
    counts = {score.name: (score.right, score.gold, score.given) for score in small.statements}
    assert counts == {
        "all": (2, 2, 3),
        "requirements": (2, 2, 2),
        "decision": (1, 1, 1),
        "commitment": (1, 1, 1),
        "risk": (0, 0, 1),
    }


def test_attributes_count_where_gold_or_run_gives_one_and_alternatives_are_right(small):
    assert {share.name: (share.right, share.total) for share in small.attributes} == {
        "commitment.actor": (1, 1),
        "commitment.due": (1, 1),
        "decision.decided_by": (0, 1),
        "decision.outcome": (0, 1),
    }


def test_facts_verdicts_and_issues(small):
    facts = {score.name: (score.right, score.gold, score.given) for score in small.facts}
    assert facts["chair"] == (1, 1, 1)
    assert facts["date"] == (0, 1, 0)
    assert facts["present"] == (1, 2, 1)
    assert small.verdicts.accuracy == 1.0
    assert small.verdicts.recall_at_5.right == 1
    assert (small.verdicts.rung.right, small.verdicts.rung.total) == (0, 1)
    assert (small.issues.found, small.issues.reported, small.issues.matching) == (1, 2, 1)


def test_a_quote_in_another_document_never_matches(tmp_path):
    write_lines(tmp_path / "gold.jsonl", GOLD)
    moved = [{**each, "document": "q.pdf"} for each in RUN["statements"]]
    run = write_run(tmp_path / "run", statements=moved)
    assert evaluate_run(tmp_path / "gold.jsonl", run).statements[0].right == 0


def test_a_check_on_the_wrong_requirement_is_missed_and_false_met_is_counted(tmp_path):
    gold = [dict(GOLD[4], verdict="not_met"), dict(GOLD[4], requirement="Helt andra ord står här.")]
    write_lines(tmp_path / "gold.jsonl", gold)
    verdicts = evaluate_run(tmp_path / "gold.jsonl", write_run(tmp_path / "run", **RUN)).verdicts
    assert (verdicts.requirements, verdicts.found, verdicts.right) == (2, 1, 0)
    assert verdicts.false_met == 1


def test_the_table_shows_every_part(small):
    table = format_evaluation(small)
    for title in ("statements", "attributes", "facts", "verdicts", "issues"):
        assert re.search(rf"^{title} ", table, re.MULTILINE)
    assert re.search(r"^all +2 +3 +2 +0\.667 +1\.000 +0\.800$", table, re.MULTILINE)


def test_floors(small, tmp_path):
    path = tmp_path / "floors.json"
    path.write_text('{"small": {"all": 0.8, "commitment.due": 1}}', "utf-8")
    assert check_floors(small, load_floors(path)["small"]) == []
    assert check_floors(small, {"all": 0.81}) == ["all: 0.800 is below its floor 0.810"]
    assert check_floors(small, {"goal": 0.5}) == ["goal: not measured, floor 0.500"]


@pytest.mark.parametrize("text", ["[1]", '{"small": 1}', '{"small": {"all": "much"}}', "{"])
def test_a_bad_floors_file_is_named(tmp_path, text):
    path = tmp_path / "floors.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"floors\.json"):
        load_floors(path)


def test_a_missing_or_broken_file_is_named(tmp_path):
    write_lines(tmp_path / "gold.jsonl", GOLD)
    with pytest.raises(UsageError, match=r"statements\.jsonl"):
        evaluate_run(tmp_path / "gold.jsonl", tmp_path)
    run = write_run(tmp_path / "run", **RUN)
    (run / "checks.jsonl").write_text("\n{]\n", "utf-8")
    with pytest.raises(UsageError, match=r"checks\.jsonl, line 2"):
        evaluate_run(tmp_path / "gold.jsonl", run)


# --- against the reference scorer ---------------------------------------------------------


def make_run(gold: list[dict], folder: Path) -> Path:
    """Make a run that is right, nearly right, wrong and missing in a fixed pattern."""
    statements, documents, requirements, checks, issues = [], [], [], [], []
    for index, each in enumerate(gold):
        attrs = dict(each.get("attrs", {}))
        match each["type"]:
            case "document":
                if index % 2 == 0 or not attrs.get("present"):
                    documents.append({"document": each["doc"] + ".txt", **attrs})
                else:
                    half = {"present": attrs["present"][::2], "date": attrs.get("date")}
                    documents.append({"document": each["doc"] + ".txt", **half})
            case "evidence":
                number = f"r{index}"
                statements.append(
                    {"id": f"e{index}", "document": each["doc"] + ".txt", "attrs": {},
                     "type": "responsibility", "quote": each["requirement"]}
                )  # fmt: skip
                requirements.append({"id": number, "statements": [f"e{index}"]})
                checks.append(
                    {"requirement": number,
                     "verdict": ("met", "partly_met", each["verdict"], "no_evidence")[index % 4],
                     "rung": "activity", "management_response": "accepted",
                     "evidence": [{"quote": q["quote"] if isinstance(q, dict) else q}
                                  for q in each["evidence"][index % 2:]]}
                )  # fmt: skip
            case "issue":
                if index % 3:
                    code = each["code"] if index % 4 else "other"
                    issues.append({"code": code, "quotes": [{"quote": each["quotes"][-1]}]})
            case "actor":
                pass
            case kind:
                if index % 5 == 0:
                    continue
                quote = each["quote"] if index % 4 else each["quote"][: len(each["quote"]) // 2]
                kind = "finding" if index % 7 == 0 else kind
                if index % 6 == 0:
                    attrs.pop("actor", None)
                    attrs["outcome"] = "other"
                statements.append(
                    {"id": f"s{index}", "document": each["doc"] + ".txt", "attrs": attrs,
                     "type": kind, "quote": quote}
                )  # fmt: skip
    return write_run(
        folder,
        statements=statements,
        documents=documents,
        requirements=requirements,
        checks=checks,
        issues=issues,
    )


def reference_statements(output: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, *values in re.findall(
        r"^([a-z]+) +\d+ +([\d.]+|-) +([\d.]+|-) +([\d.]+|-)$", output, re.MULTILINE
    ):
        names = (f"{name}.precision", f"{name}.recall", name)
        found |= {n: float(v) for n, v in zip(names, values, strict=True) if v != "-"}
    for name, right, total in re.findall(r"([a-z]+\.[a-z_]+) (\d+)/(\d+)=", output):
        found[name] = int(right) / int(total)
    for name, *counts in re.findall(r"([a-z_]+) [\d.]+ \((\d+)/(\d+) gold, (\d+) given\)", output):
        right, gold, given = map(int, counts)
        found[f"facts.{name}"] = 2 * right / (gold + given) if gold + given else 0.0
    return found


def reference_verdicts(output: str) -> dict[str, float]:
    line = re.search(r"verdict accuracy ([\d.]+); macro-F1 ([\d.]+) \((.*?)\)", output)
    found = {"verdict.accuracy": float(line[1]), "verdict.macro_f1": float(line[2])}
    for name, value in re.findall(r"([a-z_]+) ([\d.]+)", line[3]):
        found[f"verdict.{name}"] = float(value)
    met = re.search(r"precision ([\d.]+), false met \(.*?\) (\d+)", output)
    found |= {"verdict.met_precision": float(met[1]), "verdict.false_met": float(met[2])}
    for name, pattern in (
        ("verdict.recall_at_5", r"recall@5 (\d+)/(\d+)"),
        ("management_response", r"response right (\d+)/(\d+)"),
        ("rung", r"rung right (\d+)/(\d+)"),
    ):
        right, total = map(int, re.search(pattern, output).groups())
        found |= {name: right / total} if total else {}
    return found


def reference_issues(output: str) -> dict[str, float]:
    line = re.search(
        r"found (\d+)/(\d+)=\S+ reported (\d+), of them matching gold (\d+); (.*)", output
    )
    found = {
        "issues.recall": int(line[1]) / int(line[2]),
        "issues.precision": int(line[4]) / int(line[3]),
    }
    for code, right, total in re.findall(r"([a-z_]+) (\d+)/(\d+)", line[5]):
        found[f"issues.{code}"] = int(right) / int(total)
    return found


@pytest.mark.parametrize(("corpus", "restrict"), [("audits", False), ("seeds", True)])
def test_every_figure_is_the_reference_scorer_s(shared, tmp_path, corpus, restrict):
    path = shared / "corpora" / corpus / "gold.jsonl"
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    run = make_run(gold, tmp_path / "run")
    docs = sorted({each["doc"] for each in gold})[:1] if restrict else None
    command = [sys.executable, str(shared / "tools" / "score.py"), str(path), str(run)]
    if docs:
        command += ["--docs", ",".join(docs)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    expected = reference_statements(output) | reference_verdicts(output) | reference_issues(output)
    ours = figures(evaluate_run(path, run, docs))
    assert set(ours) == set(expected)
    assert len(expected) > 40
    # The reference prints the F1 of each verdict with two decimals, all else with three.
    rough = {f"verdict.{verdict.value}" for verdict in Verdict}
    for name in sorted(ours):
        tolerance = 0.0051 if name in rough else 0.00051
        assert ours[name] == pytest.approx(expected[name], abs=tolerance), name
