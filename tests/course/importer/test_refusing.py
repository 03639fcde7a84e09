"""Files that cannot be read: each is refused with a Danish sentence that says what to do."""

import io
import time
import tracemalloc
import zipfile

import pypdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from course.importer import Unreadable, bring_in, check_size
from tests.course.importer import documents_levels


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as raised:
        bring_in(data, name)
    return str(raised.value)


def pdf_of(pages: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _each in range(pages):
        writer.add_blank_page(72, 72)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_empty_file_is_refused() -> None:
    assert "ingen tekst" in refusal(b"", "tom.txt")
    assert "ingen tekst" in refusal(b" \n\n\t ", "tom.txt")
    assert "ingen tekst" in refusal(b"1 2 3\n---\n", "tal.txt")


def test_a_binary_file_named_txt_is_refused() -> None:
    assert "ikke tekst" in refusal(bytes(range(256)) * 40, "grundlag.txt")
    assert "billede" in refusal(b"\x89PNG\r\n\x1a\n" + bytes(200), "grundlag.txt")


def test_other_types_are_refused_with_what_to_do() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    for data, name in (
        (out.getvalue(), "ark.xlsx"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "gammel.doc"),
        (b"{\\rtf1 hej}", "brev.rtf"),
    ):
        assert ".docx" in refusal(data, name)


def test_a_word_file_with_a_password_is_refused() -> None:
    assert "adgangskode" in refusal(b"\xd0\xcf\x11\xe0" + bytes(600), "hemmelig.docx")


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.encrypt("hemmelig", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "adgangskode" in refusal(out.getvalue(), "grundlag.pdf")


def test_a_scanned_pdf_is_refused_with_what_to_do() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for shade in (200, 210, 220):
        canvas.drawInlineImage(Image.new("L", (595, 842), shade), 0, 0)
        canvas.showPage()
    canvas.save()
    assert "OCR" in refusal(out.getvalue(), "scan.pdf")


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    made = documents_levels.level_pages()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made.data))
    writer.encrypt("", "hemmelig", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert [level.name for level in bring_in(out.getvalue(), made.name).framework.levels] == list(made.levels)


def test_a_pdf_of_ten_thousand_pages_is_refused_by_the_number_of_pages() -> None:
    data = pdf_of(10_000)
    before = time.process_time()
    assert "10000 sider" in refusal(data, "bog.pdf")
    assert time.process_time() - before < 2


def test_a_damaged_pdf_is_refused() -> None:
    data = documents_levels.level_pages().data
    assert refusal(b"%PDF-1.7\n" + b"\x00\xff" * 500, "grundlag.pdf")
    assert refusal(data[:600], "grundlag.pdf")


def test_a_file_too_big_is_refused_by_its_size_alone() -> None:
    before = time.process_time()
    with pytest.raises(Unreadable, match="200 MB"):
        check_size(200_000_000)
    assert "MB" in refusal(b"a" * 26_000_000, "stor.pdf")
    assert time.process_time() - before < 2


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 200_000_000)
    tracemalloc.start()
    assert "fylder for meget" in refusal(out.getvalue(), "bombe.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 100_000_000)
    data = out.getvalue().replace((100_000_003).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refusal(data, "bombe.docx")


def test_a_word_file_of_endless_paragraphs_is_refused_before_it_is_read() -> None:
    out = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = "<w:p><w:r><w:t>Skaber mål for året</w:t></w:r></w:p>"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{paragraph * 100_000}</w:body></w:document>"
        )
    before = time.process_time()
    assert "fylder for meget" in refusal(out.getvalue(), "lang.docx")
    assert time.process_time() - before < 2


def test_a_text_too_long_is_refused_by_its_size_alone() -> None:
    before = time.process_time()
    assert "for lang" in refusal("Skaber mål for året\n".encode() * 200_000, "lang.txt")
    assert time.process_time() - before < 2


def test_entities_in_a_word_file_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>')
    assert "Word-filen" in refusal(out.getvalue(), "grundlag.docx")
