import json
from pathlib import Path

import pytest

from tests.course.importer import documents_others, documents_tables
from webapp.commands import main


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "bakkedal.docx"
    path.write_bytes(documents_tables.word_tables().data)
    return path


def test_the_framework_is_printed_as_json(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(document), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [level["name"] for level in found["levels"]] == ["Direktion", "Chefer", "Ledere af medarbejdere"]
    assert {"title", "organisation", "year", "groups", "themes", "statements", "terms", "unplaced", "doubts"} <= set(
        found
    )
    assert "notice" not in found
    assert found["unplaced"][0].keys() == {"line", "text"}


def test_a_document_that_is_no_framework_has_a_notice_and_no_levels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "koersel.docx"
    path.write_bytes(documents_others.no_framework().data)
    assert main(["import", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["levels"] == []
    assert found["notice"]


def test_the_framework_is_written_and_never_overwritten(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nyt" / "framework.md"
    assert main(["import", str(document), "--out", str(target.parent)]) == 0
    before = target.read_text(encoding="utf-8")
    assert before.startswith("---\n")
    target.write_text("mit eget", encoding="utf-8")
    assert main(["import", str(document), "--out", str(target.parent)]) == 2
    assert "overskrevet" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mit eget"


def test_a_file_that_cannot_be_read_is_one_danish_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tom.pdf"
    path.write_bytes(b"%PDF-1.4 nej")
    assert main(["import", str(path)]) == 2
    assert "PDF-filen kan ikke åbnes" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "findes-ikke.pdf")]) == 2
    assert "kan ikke åbnes" in capsys.readouterr().err
