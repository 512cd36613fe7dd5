"""What a picture says about its own making: written as XMP, read back for the check of origin.

Packets follow XMP (ISO 16684-1), the IPTC Photo Metadata Standard's DigitalSourceType and its NewsCodes.
"""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import Final, Literal
from xml.parsers import expat

import msgspec

from app.media import riff
from app.media.reading.blocks import png_texts

SourceType = Literal["algorithmicMedia", "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"]

SOURCES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_RIGHTS: Final = "http://ns.adobe.com/xap/1.0/rights/"
_IPTC: Final = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_OURS: Final = "urn:tessera:xmp:1.0:"
_NAMESPACES: Final = {
    "rdf": _RDF,
    "dc": _DC,
    "xmp": _XMP,
    "xmpRights": _RIGHTS,
    "Iptc4xmpExt": _IPTC,
    "tessera": _OURS,
}
_OPEN, _CLOSE = b"<x:xmpmeta", b"</x:xmpmeta>"
_PNG_KEY: Final = "XML:com.adobe.xmp"
_LONGEST: Final = 4 << 20
_DEEPEST: Final = 40
_FFFD: Final = "\N{REPLACEMENT CHARACTER}"
_ILLEGAL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), _FFFD)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a picture. `recipe` is canonical JSON, `licence` a name or an address, `a1111` the parameters
    as AUTOMATIC1111 writes them.
    """

    source_type: SourceType
    model_key: str
    render_id: str
    prompt: str
    recipe: str
    a1111: str = ""
    title: str = ""
    licence: str = ""
    creator: str = ""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from a picture, whoever wrote it; nothing in it is proven. Empty where it says nothing.

    `source_type` is the last part of the IPTC term, `tool` the program that says it made the picture, `manifest_url`
    where a C2PA manifest of the picture is kept outside of the file.
    """

    source_type: str = ""
    model_key: str = ""
    render_id: str = ""
    prompt: str = ""
    recipe: str = ""
    a1111: str = ""
    title: str = ""
    licence: str = ""
    creator: str = ""
    tool: str = ""
    manifest_url: str = ""


def packet(mark: Mark, *, whole: bool = True) -> bytes:
    """The XMP packet of a mark. Characters that XML has no room for become U+FFFD.

    `whole=False` leaves `a1111` out, which repeats the recipe: for thumbnails.
    """
    licence = mark.licence
    parts = [
        _simple("Iptc4xmpExt:DigitalSourceType", SOURCES + mark.source_type),
        _simple("xmp:CreatorTool", "Tessera"),
        _listed("dc:title", "Alt", mark.title),
        _listed("dc:creator", "Seq", mark.creator),
        _listed("dc:description", "Alt", mark.prompt),
        _listed("dc:rights", "Alt", licence),
        _simple("xmpRights:Marked", "True" if licence else ""),
        _simple("xmpRights:WebStatement", licence if licence.startswith(("https://", "http://")) else ""),
        _simple("tessera:model", mark.model_key),
        _simple("tessera:render", mark.render_id),
        _simple("tessera:recipe", mark.recipe),
        _simple("tessera:parameters", mark.a1111 if whole else ""),
    ]
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    text = (
        '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}><rdf:Description rdf:about="">{"".join(parts)}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return text.encode()


def _simple(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>" if value else ""


def _listed(name: str, kind: Literal["Alt", "Seq"], value: str) -> str:
    if not value:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{_text(value)}</rdf:li></rdf:{kind}></{name}>"


def _text(value: str) -> str:
    return escape(value.translate(_ILLEGAL), quote=False).replace("\r", "&#13;")


def read_mark(data: bytes) -> Provenance | None:
    """What a picture file of any kind says about its making, or None when it says nothing that we know.

    A document type, an entity, a packet of over 4 MB or XML that is no XML counts as saying nothing.
    """
    found = _packet_in(data)
    if found is None:
        return None
    reader = _Reader()
    try:
        reader.parser.Parse(found, True)
    except (expat.ExpatError, ValueError):
        return None
    values = reader.values
    provenance = Provenance(
        source_type=values.get(_IPTC + "DigitalSourceType", "").rstrip("/").rpartition("/")[2],
        model_key=values.get(_OURS + "model", ""),
        render_id=values.get(_OURS + "render", ""),
        prompt=values.get(_DC + "description", ""),
        recipe=values.get(_OURS + "recipe", ""),
        a1111=values.get(_OURS + "parameters", ""),
        title=values.get(_DC + "title", ""),
        licence=values.get(_DC + "rights", "") or values.get(_RIGHTS + "WebStatement", ""),
        creator=values.get(_DC + "creator", ""),
        tool=values.get(_XMP + "CreatorTool", ""),
        manifest_url=values.get(_TERMS + "provenance", ""),
    )
    return None if provenance == Provenance() else provenance


def _packet_in(data: bytes) -> bytes | None:
    """The XMP packet: from its chunk in a WebP or PNG file, else found by its tags, as XMP's part 3 lets readers do."""
    if data.startswith(b"RIFF"):
        with suppress(riff.NotWebP):
            data = riff.find(riff.chunks(data), b"XMP ") or b""
    elif data.startswith(b"\x89PNG"):
        data = next((text.value for text in png_texts(data) if text.key == _PNG_KEY), data)
    start = data.find(_OPEN)
    end = data.find(_CLOSE, start, start + _LONGEST) if start >= 0 else -1
    return data[start : end + len(_CLOSE)] if end > 0 else None


class _Reader:
    """Collects the properties of an XMP packet, whether written as elements or as attributes."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._open: list[str] = []
        self._text: list[str] = []
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator="")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == _DEEPEST:
            raise ValueError("nested too deep")
        self._open.append(name)
        self._text.clear()
        if resource := attributes.get(_RDF + "resource"):
            self.values.setdefault(name, resource)
        if name == _RDF + "Description":
            for key, value in attributes.items():
                self.values.setdefault(key, value)

    def _end(self, name: str) -> None:
        """A property's text is its own, or that of the first item of its list."""
        self._open.pop()
        if name == _RDF + "li" and len(self._open) >= 2:
            self.values.setdefault(self._open[-2], "".join(self._text))
        elif not name.startswith(_RDF):
            self.values.setdefault(name, "".join(self._text))
        self._text.clear()


def _refuse(*_: object) -> None:
    raise ValueError("a packet of metadata declares no document type and no entities")
