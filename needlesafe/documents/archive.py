"""Makes the finished file fit for an archive: its particulars, its colours, the files inside it, and stable bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pikepdf
import reportlab
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from needlesafe.documents.facts import Attachment
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.structure import write_structure
from needlesafe.documents.tagged_canvas import TaggedCanvas
from needlesafe.paths import assets_dir

pikepdf.settings.set_flate_compression_level(5)  # a hundredth larger than 6, in three quarters of the time
PRODUCER = f"ReportLab {reportlab.__version__}, pikepdf {pikepdf.__version__}"
"""The libraries that every file names as its makers."""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def archive(raw: bytes, canvas: TaggedCanvas, sheet: Sheet) -> bytes:
    """The file as it is kept: PDF/A-3a and PDF/UA-1, the same bytes for the same story and sheet."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        write_structure(pdf, canvas)
        pdf.Root.Lang = String(sheet.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _write_output_intent(pdf)
        _write_attachments(pdf, sheet.attachments, sheet.created)
        _write_particulars(pdf, sheet)
        kept = io.BytesIO()
        pdf.save(kept, force_version="1.7", deterministic_id=True, compress_streams=True, linearize=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()


def _write_output_intent(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream((assets_dir() / "fonts" / "sRGB2014.icc").read_bytes(), N=3)
    pdf.Root.OutputIntents = Array([Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"), RegistryName=String("http://www.color.org"), DestOutputProfile=profile)])


def _write_attachments(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], created: datetime) -> None:
    moment = created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    for item in attachments:
        pdf.attachments[item.name] = AttachedFileSpec(
            pdf, item.data, filename=item.name, description=item.description, mime_type=item.mime,
            relationship=Name(f"/{item.relationship}"), creation_date=moment, mod_date=moment)
    if attachments:
        pdf.Root.AF = pdf.make_indirect(Array([pdf.attachments[item.name].obj for item in attachments]))


def _write_particulars(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    """The same particulars twice, as the standard asks: in the XMP packet and in the document's own list."""
    moment = sheet.created.astimezone(UTC)
    texts = {"title": sheet.title, "author": sheet.author, "subject": sheet.subject, "creator": sheet.creator,
             "producer": PRODUCER}
    packet = _PACKET.format(language=escape(sheet.language), date=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
                            **{key: escape(text) for key, text in texts.items()})
    metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = metadata
    date = moment.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.trailer.Info = pdf.make_indirect(Dictionary(
        {f"/{key.capitalize()}": String(text) for key, text in texts.items()}
        | {"/CreationDate": String(date), "/ModDate": String(date)}))
