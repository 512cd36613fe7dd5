"""What image programs write into files is found where each of them writes it."""

from __future__ import annotations

import time
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from app.media.provenance import read_mark
from app.media.reading.boxes import items
from app.media.reading.notes import LONGEST, read_notes
from app.media.reading.tiff import tags
from app.media.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.media.reading.notes import Note

A1111 = "a fox in the snow é\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 42"
GRAPH = '{"3": {"class_type": "KSampler", "inputs": {"seed": 42}}}'


def written(kind: str, **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (32, 24), (90, 120, 60)).save(out, kind, **options)
    return out.getvalue()


def notes(data: bytes) -> list[Note]:
    return read_notes(data, sniff(data))


def texts(**chunks: str) -> PngInfo:
    info = PngInfo()
    for key, value in chunks.items():
        info.add_text(key, value)
    return info


def commented(comment: bytes) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
    return exif.tobytes()


def test_parameters_of_a_png_are_read() -> None:
    (note,) = notes(written("PNG", pnginfo=texts(parameters=A1111)))
    assert (note.place, note.program, note.text) == ("PNG text “parameters”", "AUTOMATIC1111", A1111)


def test_packed_and_international_texts_are_read() -> None:
    info = PngInfo()
    info.add_text("parameters", A1111, zip=True)
    info.add_itxt("prompt", GRAPH, zip=True)
    info.add_itxt("workflow", "{}")
    assert [note.text for note in notes(written("PNG", pnginfo=info))] == [A1111, GRAPH, "{}"]


def test_graphs_of_comfyui_are_read_from_a_png_and_from_exif() -> None:
    assert [note.program for note in notes(written("PNG", pnginfo=texts(prompt=GRAPH)))] == ["ComfyUI"]
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "workflow:{}", f"prompt:{GRAPH}"
    found = notes(written("WEBP", exif=exif.tobytes()))
    assert [(note.place, note.text) for note in found] == [("Exif Make", "{}"), ("Exif Model", GRAPH)]


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "PNG"])
@pytest.mark.parametrize(
    "comment",
    [
        b"UNICODE\0" + A1111.encode("utf-16-be"),
        b"UNICODE\0" + A1111.encode("utf-16-le"),
        b"UNICODE\0" + A1111.encode("utf-16"),
        b"ASCII\0\0\0" + A1111.encode(),
        b"\0" * 8 + A1111.encode(),
    ],
)
def test_parameters_in_exif_are_read_from_every_kind(kind: str, comment: bytes) -> None:
    (note,) = notes(written(kind, exif=commented(comment)))
    assert (note.place, note.program, note.text) == ("Exif UserComment", "AUTOMATIC1111", A1111)


def test_a_text_that_stands_twice_is_told_once() -> None:
    data = written("PNG", pnginfo=texts(parameters=A1111), exif=commented(b"ASCII\0\0\0" + A1111.encode()))
    assert len(notes(data)) == 1


def test_a_long_text_is_cut_and_said_to_be() -> None:
    (note,) = notes(written("PNG", pnginfo=texts(prompt="x" * (LONGEST + 1))))
    assert (len(note.text), note.cut) == (LONGEST, True)


def test_a_text_that_unpacks_to_gigabytes_is_unpacked_in_part() -> None:
    data = written("PNG")
    body = b"prompt\0\0" + zlib.compress(b"x" * 60_000_000)
    chunk = len(body).to_bytes(4, "big") + b"zTXt" + body + zlib.crc32(b"zTXt" + body).to_bytes(4, "big")
    (note,) = notes(data[:33] + chunk + data[33:])
    assert note.cut


def chunk(tag: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + tag + body + zlib.crc32(tag + body).to_bytes(4, "big")


def many_packed_texts() -> bytes:
    data, packed = written("PNG"), zlib.compress(b"x" * 4_000_000)
    return data[:33] + b"".join(chunk(b"zTXt", b"prompt\0\0" + packed) for _ in range(3000)) + data[33:]


def many_texts() -> bytes:
    data = written("PNG")
    return data[:33] + b"".join(chunk(b"tEXt", b"prompt\0%d" % number) for number in range(9000)) + data[33:]


def large_tags() -> bytes:
    entries = b"".join(
        tag.to_bytes(2, "little") + b"\7\0" + (10_000_000).to_bytes(4, "little") + (8).to_bytes(4, "little")
        for tag in range(500)
    )
    return b"II*\0\x08\0\0\0" + (500).to_bytes(2, "little") + entries + b"\0" * 12_000_000


@pytest.mark.parametrize("hostile", [many_packed_texts, many_texts, large_tags])
def test_a_file_made_to_cost_much_costs_little(hostile: Callable[[], bytes]) -> None:
    data = hostile()
    began = time.process_time()
    assert len(notes(data)) <= 20
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP"])
def test_a_bare_picture_has_none(kind: str) -> None:
    assert notes(written(kind)) == []


def test_packed_xmp_of_a_png_is_read() -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:t="http://purl.org/dc/terms/">'
        '<rdf:Description t:provenance="https://example.org/m.c2pa"><e:DigitalSourceType '
        'rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"/></rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    )
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet, zip=True)
    found = read_mark(written("PNG", pnginfo=info))
    assert found is not None
    assert (found.source_type, found.manifest_url) == ("algorithmicMedia", "https://example.org/m.c2pa")


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300), head=st.sampled_from([b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", b""]))
def test_no_bytes_are_an_error(data: bytes, head: bytes) -> None:
    for kind in ("jpeg", "png", "webp", "gif", "tiff", "avif", "heic", "bmp"):
        assert isinstance(read_notes(head + data, kind), list)


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=200), order=st.sampled_from([b"II*\0", b"MM\0*", b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0"])
)
def test_no_directory_is_an_error(data: bytes, order: bytes) -> None:
    assert isinstance(tags(order + data), dict)
    assert isinstance(tags(order + data, 0x8769), dict)


@settings(max_examples=200, deadline=None)
@given(meta=st.binary(max_size=200), size=st.integers(0, 255))
def test_no_boxes_are_an_error(meta: bytes, size: int) -> None:
    iloc = len(meta).to_bytes(4, "big") + b"iloc" + meta
    body = b"\0\0\0\0" + iloc + bytes([0, 0, 0, size]) + b"iinf" + meta
    assert list(items((8 + len(body)).to_bytes(4, "big") + b"meta" + body)) == []
