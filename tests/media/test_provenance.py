"""Every file tells how it was made, and what it tells is read back."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from app.media.ingest import Mark, ingest
from app.media.provenance import Provenance, packet, read_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

OUTSIDE_XML = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
LEGAL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=OUTSIDE_XML))


def expected(mark: Mark) -> Provenance:
    return Provenance(**msgspec.structs.asdict(mark), tool="Tessera")


def wrapped(properties: str, *, prolog: str = "") -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{prolog}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f"{properties}</rdf:RDF></x:xmpmeta>"
    ).encode()


def test_all_three_files_carry_the_mark(pixels: NDArray[np.uint8], mark: Mark) -> None:
    made = ingest(np.tile(pixels, (30, 30, 1)), mark)
    for data in (made.full, made.thumb, made.thumb_2x):
        assert read_mark(data) == expected(mark)


def test_packet_says_it_in_the_words_of_the_standards(mark: Mark) -> None:
    text = packet(mark).decode()
    assert (
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
        "</Iptc4xmpExt:DigitalSourceType>"
    ) in text
    assert 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"' in text
    assert "<xmp:CreatorTool>Tessera</xmp:CreatorTool>" in text
    assert f"<xmpRights:WebStatement>{mark.licence}</xmpRights:WebStatement>" in text
    assert text.startswith('<?xpacket begin="\ufeff"')
    assert text.endswith('<?xpacket end="r"?>')


def test_licence_that_is_a_name_is_no_address(mark: Mark) -> None:
    text = packet(msgspec.structs.replace(mark, licence="All rights reserved")).decode()
    assert "WebStatement" not in text
    assert "All rights reserved</rdf:li>" in text


def test_nothing_is_said_about_rights_without_a_licence(mark: Mark) -> None:
    bare = msgspec.structs.replace(mark, licence="", title="", creator="")
    text = packet(bare).decode()
    assert "<dc:rights>" not in text
    assert "<xmpRights:" not in text
    assert "<dc:creator>" not in text


@settings(max_examples=60, deadline=None)
@given(prompt=LEGAL, recipe=LEGAL)
def test_any_prompt_comes_back(prompt: str, recipe: str) -> None:
    mark = Mark(source_type="trainedAlgorithmicMedia", model_key="m", render_id="r", prompt=prompt, recipe=recipe)
    assert read_mark(packet(mark)) == expected(mark)


@pytest.mark.parametrize(
    "prompt",
    [
        "</rdf:li></rdf:Alt></dc:description><tessera:render>forged</tessera:render>",
        "]]> <!-- <?xpacket end='w'?> &amp; &x; \" '",
        "</x:xmpmeta>",
    ],
)
def test_hostile_prompt_stays_text(mark: Mark, prompt: str) -> None:
    hostile = msgspec.structs.replace(mark, prompt=prompt)
    assert read_mark(packet(hostile)) == expected(hostile)


def test_characters_outside_xml_are_replaced(mark: Mark) -> None:
    written = packet(msgspec.structs.replace(mark, prompt="a\0b\x1bc\ud800d\uffffe"))
    expat.ParserCreate().Parse(written, True)
    found = read_mark(written)
    assert found is not None
    assert found.prompt == "a\ufffdb\ufffdc\ufffdd\ufffde"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "AVIF"])
def test_read_from_other_kinds(pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark, kind: str) -> None:
    notes = PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", packet(mark).decode())
    options = {"xmp": packet(mark), "tiffinfo": {700: packet(mark)}, "pnginfo": notes}
    assert read_mark(written(Image.fromarray(pixels), kind, **options)) == expected(mark)


def test_attributes_of_another_program_are_read() -> None:
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    data = wrapped(f'<rdf:Description rdf:about="" Iptc4xmpExt:DigitalSourceType="{source}" xmp:CreatorTool="Other"/>')
    assert read_mark(data) == Provenance(source_type="compositeWithTrainedAlgorithmicMedia", tool="Other")


def test_picture_without_a_mark_says_nothing(pixels: NDArray[np.uint8], written: Callable[..., bytes]) -> None:
    assert read_mark(written(Image.fromarray(pixels), "WEBP")) is None
    assert read_mark(b"") is None
    assert read_mark(wrapped("")) is None


@pytest.mark.parametrize(
    "data",
    [
        wrapped("<rdf:Description>&lol;</rdf:Description>", prolog='<!DOCTYPE a [<!ENTITY lol "lol">]>'),
        b'<x:xmpmeta><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]></x:xmpmeta>',
        wrapped("<a>" * 5000),
        wrapped("<rdf:Description"),
        wrapped("<b:a>undeclared</b:a>"),
        b"<x:xmpmeta \xff\xfe</x:xmpmeta>",
        b"<x:xmpmeta" + b" " * 5_000_000 + b"</x:xmpmeta>",
    ],
)
def test_hostile_xml_says_nothing(data: bytes) -> None:
    started = time.process_time()
    assert read_mark(data) is None
    assert time.process_time() - started < 0.5


def test_parameters_go_where_other_tools_look(
    pixels: NDArray[np.uint8], mark: Mark, written: Callable[..., bytes]
) -> None:
    told = msgspec.structs.replace(mark, a1111="a lighthouse é\nSteps: 20, Seed: 7")
    for image in (pixels, written(Image.fromarray(pixels), "WEBP")):
        made = ingest(image, told)
        comment = Image.open(BytesIO(made.full)).getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment]
        assert comment[:8] == b"UNICODE\0"
        assert comment[8:].decode("utf-16-be") == told.a1111
        assert read_mark(made.full) == expected(told)
        assert read_mark(made.thumb) == expected(mark)
