"""The forger's tools: updates behind a signature, and signatures over spoiled documents."""

from __future__ import annotations

import io
from collections.abc import Callable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from core.signing.keys import SigningKey
from tests.core.verify.packet_sample import FIELDS

Change = Callable[["Update"], None]


class PlainSigner(PdfSigner):
    """Declares no extensions, so that the catalog stays as it is."""

    def register_extensions(self, pdf_out: object, *, md_algorithm: str) -> None: ...


class Update(IncrementalPdfFileWriter):
    """An update that changes only what the forger wants."""

    def _update_meta(self) -> None: ...


def updated(data: bytes, change: Change) -> bytes:
    """`data` with one more update behind it."""
    writer = Update(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page(writer: Update, number: int = 0) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][number]


def changed_page(writer: Update) -> None:
    """Another number on the page, as a new content stream."""
    content = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 720 Td (accuracy 0.999) Tj ET")
    first = page(writer)
    first["/Contents"] = writer.add_object(content)
    writer.update_container(first)


def overwritten_content(writer: Update) -> None:
    """The same, by overwriting the page's content stream under its own number."""
    reference = page(writer).raw_get("/Contents").reference
    stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 720 Td (accuracy 0.999) Tj ET")
    writer.objects[(reference.generation, reference.idnum)] = stream


def overlay(writer: Update) -> None:
    """A note over the page that hides what is under it."""
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(edge) for edge in (60, 700, 400, 740)]),
            pdf_name("/Contents"): generic.pdf_string("accuracy 0.999"),
        }
    )
    last = page(writer, -1)
    last["/Annots"].append(writer.add_object(note))
    writer.update_container(last["/Annots"])


def changed_info(writer: Update) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = generic.pdf_string("Another packet")
    writer.update_container(info)


def changed_metadata(writer: Update) -> None:
    reference = writer.root.raw_get("/Metadata").reference
    stream = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")}, stream_data=b"<x/>"
    )
    writer.objects[(reference.generation, reference.idnum)] = stream


def moved_info(writer: Update) -> None:
    writer.set_info(writer.add_object(generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("x")})))


def _specification(writer: Update, name: str) -> generic.DictionaryObject:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for index in range(0, len(names), 2):
        if names[index] == name:
            return names[index + 1]
    raise KeyError(name)


def changed_attachment(writer: Update) -> None:
    stream = generic.StreamObject({pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b'{"readings": []}')
    reference = writer.add_object(stream)
    spec = _specification(writer, "readings.json")
    spec["/EF"] = generic.DictionaryObject({pdf_name("/F"): reference, pdf_name("/UF"): reference})
    writer.update_container(spec)


def added_attachment(writer: Update) -> None:
    stream = writer.add_object(
        generic.StreamObject({pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"payload")
    )
    spec = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Filespec"),
            pdf_name("/F"): generic.pdf_string("extra.txt"),
            pdf_name("/UF"): generic.pdf_string("extra.txt"),
            pdf_name("/EF"): generic.DictionaryObject({pdf_name("/F"): stream, pdf_name("/UF"): stream}),
        }
    )
    reference = writer.add_object(spec)
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    names.append(generic.pdf_string("extra.txt"))
    names.append(reference)
    writer.update_container(names)
    writer.root["/AF"].append(reference)
    writer.update_root()


def _field(writer: Update, number: int) -> generic.DictionaryObject:
    return writer.root["/AcroForm"]["/Fields"][number]


def removed_signature(writer: Update) -> None:
    field = _field(writer, 0)
    del field["/V"]
    writer.update_container(field)


def repainted_signature(writer: Update) -> None:
    """Another appearance for a signature that was made: the field would show another name."""
    box = generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 200, 50)])
    form = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): box},
        stream_data=b"0 0 200 50 re f",
    )
    field = _field(writer, 0)
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(form)})
    writer.update_container(field)


def swapped_fields(writer: Update) -> None:
    """The evaluator's signature shown in the owner's field and the other way round."""
    first, third = _field(writer, 0), _field(writer, 2)
    one, three = first.raw_get("/V"), third.raw_get("/V")
    first["/V"], third["/V"] = three, one
    writer.update_container(first)
    writer.update_container(third)


def renamed_field(writer: Update) -> None:
    field = _field(writer, 3)
    field["/T"] = generic.pdf_string("Signature-someone")
    writer.update_container(field)


def moved_field(writer: Update) -> None:
    """An open field grown over the whole page, so that its next appearance hides it."""
    field = _field(writer, 3)
    field["/Rect"] = generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 612, 792)])
    writer.update_container(field)


def removed_certification(writer: Update) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def added_dss(writer: Update) -> None:
    writer.root["/DSS"] = writer.add_object(generic.DictionaryObject({pdf_name("/Certs"): generic.ArrayObject()}))
    writer.update_root()


def changed_structure(writer: Update) -> None:
    tree = writer.root["/StructTreeRoot"]
    tree["/K"]["/K"] = generic.ArrayObject()
    writer.update_container(tree["/K"])


def added_script(writer: Update) -> None:
    action = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    )
    writer.root["/OpenAction"] = writer.add_object(action)
    writer.update_root()


def added_page(writer: Update) -> None:
    kids = writer.root["/Pages"]
    extra = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 612, 792)]),
        }
    )
    kids["/Kids"].append(writer.add_object(extra))
    kids["/Count"] = generic.NumberObject(len(kids["/Kids"]))
    writer.update_container(kids)


def nothing(writer: Update) -> None:
    """An update that is empty but for an object nobody refers to."""
    writer.add_object(generic.DictionaryObject())


def freed_object(writer: Update) -> None:
    """An object marked as gone."""
    reference = page(writer).raw_get("/Contents").reference
    writer.objects[(reference.generation, reference.idnum)] = generic.NullObject()


CHANGES: dict[str, Change] = {
    "a page with other content": changed_page,
    "a content stream overwritten": overwritten_content,
    "an annotation over the page": overlay,
    "another title": changed_info,
    "another information dictionary": moved_info,
    "other metadata": changed_metadata,
    "an attachment changed": changed_attachment,
    "an attachment added": added_attachment,
    "a signature removed": removed_signature,
    "a signature repainted": repainted_signature,
    "signatures swapped": swapped_fields,
    "an open field renamed": renamed_field,
    "an open field moved": moved_field,
    "the certification removed": removed_certification,
    "a security store added": added_dss,
    "the structure tree emptied": changed_structure,
    "a script added": added_script,
    "a page added": added_page,
    "an empty update": nothing,
    "an object made null": freed_object,
}


class LateUpdate(Update):
    """Makes its change last, when the signature's appearance is drawn already."""

    late: Change

    def _update_meta(self) -> None:
        self.late(self)


def signed_with_change(data: bytes, key: SigningKey, role: str, change: Change, *, late: bool = False) -> bytes:
    """Sign and change something in one and the same update."""
    writer = LateUpdate(io.BytesIO(data)) if late else Update(io.BytesIO(data))
    if isinstance(writer, LateUpdate):
        writer.late = lambda _itself: change(writer)
    else:
        change(writer)
    metadata = PdfSignatureMetadata(
        field_name=FIELDS[role], md_algorithm=key.digest, subfilter=SigSeedSubFilter.PADES, embed_validation_info=False
    )
    out = io.BytesIO()
    PlainSigner(metadata, signer=key.signer).sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def repacked_objects(data: bytes) -> bytes:
    """An update that overwrites a container of objects: each of them changes, and none is named in the new table."""
    reader = PdfFileReader(io.BytesIO(data))
    container = next(iter(reader.xrefs.object_streams_used_in(0)))
    packed = reader.get_object(container)
    other = generic.StreamObject(
        {key: packed.raw_get(key) for key in ("/Type", "/N", "/First")},
        stream_data=packed.data.replace(b"Packet", b"Pocket"),
    )

    def change(writer: Update) -> None:
        writer.objects[(0, container.idnum)] = other

    return updated(data, change)


def with_classic_table(data: bytes) -> bytes:
    """An update with a table of the old kind, which exchanges the first page's content."""
    reader = PdfFileReader(io.BytesIO(data))
    root = reader.trailer.raw_get("/Root")
    number = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents").idnum
    body = b"%d 0 obj\n<< /Length 2 >>\nstream\nBT\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(data))
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        reader.trailer["/Size"],
        root.idnum,
        reader.last_startxref,
    )
    return data + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(body))


def with_pressed_look(writer: Update) -> None:
    """A field that looks different while it is pressed."""
    field = _field(writer, 2)
    field["/AP"] = generic.DictionaryObject(
        {pdf_name("/N"): field["/AP"].raw_get("/N"), pdf_name("/D"): field["/AP"].raw_get("/N")}
    )
    writer.update_container(field)
