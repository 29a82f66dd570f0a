"""Sources of every kind give the same text; what is no text, too large or not ours to ask is refused in one line."""

import io
import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document

from etl.faults import Refused
from etl.fetch import fetch
from etl.read import decode, read

TEXT = """临川县疫情防控简报
全县设置检查点58个,投入党员干部1200余名,排查居民3.4万户,发放宣传单两万份。
截至3月20日,累计采样21.7万人次。"""


def text_of(path: Path) -> str:
    (article,) = read(str(path))
    return article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_simplified_text_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * 4).encode(encoding))
    assert text_of(path) == TEXT * 4


def test_traditional_text_is_read_from_big5(tmp_path):
    text = "為做好疫情防控工作,全鎮動員三百餘名志願者,設置檢查站四十二處,勸返車輛一百五十多輛。" * 6
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("big5"))
    assert text_of(path) == text


def test_line_ends_are_left_as_they_are_because_offsets_count_them(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"1\r\n2\r3\n")
    assert text_of(path) == "1\r\n2\r3\n"


PAGE = (
    "<html><head><meta charset='{encoding}'><title>简报</title></head><body><nav>首页</nav><article><h1>简报</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n") * 3)
    + "</article></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb2312"])
def test_the_main_text_of_a_page_is_read(tmp_path, encoding):
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(encoding=encoding).encode(encoding))
    (article,) = read(str(path))
    assert "设置检查点58个" in article.text
    assert "首页" not in article.text
    assert article.title == "简报"


def test_a_word_document_gives_its_paragraphs_and_tables(tmp_path):
    document = Document()
    document.add_paragraph("投入干部120名")
    table = document.add_table(rows=2, cols=2)
    for cell, word in zip(table._cells, ("街道", "志愿者(名)", "城南", "345"), strict=True):
        cell.text = word
    document.save(str(tmp_path / "a.docx"))
    assert text_of(tmp_path / "a.docx") == "投入干部120名\n街道\t志愿者(名)\n城南\t345"


def pdf(text: str, *, password: str = "") -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(width=300, height=300)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F 12 Tf 20 200 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_gives_its_text_and_an_encrypted_one_is_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf("checked 120 cars"))
    assert "checked 120 cars" in text_of(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes(pdf("checked", password="x"))
    with pytest.raises(Refused, match="encrypted"):
        text_of(tmp_path / "b.pdf")


def test_a_folder_is_read_in_order_and_a_table_row_by_row(tmp_path):
    (tmp_path / "b.txt").write_text("2名", encoding="utf-8")
    (tmp_path / "a.txt").write_text("1名", encoding="utf-8")
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8")
    assert [a.document for a in read(str(tmp_path))] == ["a", "b"]
    pq.write_table(pa.table({"document": ["x", "y"], "text": ["3名", None]}), tmp_path / "t.parquet")
    assert [(a.document, a.text) for a in read(str(tmp_path / "t.parquet"))] == [("x", "3名"), ("y", "")]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", os.urandom(64) + b"\x00" * 64 + b"\xff\xfe\xfd" * 10, "binary"),
        ("a.pdf", b"%PDF-1.7\nnot really", "PDF"),
        ("a.docx", b"no archive", "not a docx"),
        ("a.docx", b"PK\x03\x04broken", "damaged docx"),
        ("a.parquet", b"PAR1 not", "Parquet"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=why):
        list(read(str(tmp_path / name)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (200 * 1024 * 1024))
    with pytest.raises(Refused, match="unpacks to"):
        list(read(str(path)))


def test_a_deeply_nested_page_ends(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 20_000 + "干部120名" + "</div>" * 20_000, encoding="utf-8")
    assert next(iter(read(str(path)))).text is not None


def test_missing_and_empty_sources(tmp_path):
    with pytest.raises(Refused, match="no such file"):
        list(read(str(tmp_path / "none.txt")))
    (tmp_path / "e.txt").write_bytes(b"")
    assert text_of(tmp_path / "e.txt") == ""


def test_bytes_in_no_encoding_are_refused():
    with pytest.raises(Refused, match="neither"):
        decode(b"\xff\xff\x81\x20" * 50)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a",
        "http://localhost/a",
        "http://a.localhost/a",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
    ],
)
def test_private_addresses_are_never_asked(url):
    with pytest.raises(Refused, match="not a public address"):
        fetch(url)
