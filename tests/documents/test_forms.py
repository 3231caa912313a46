"""The upload field looks into a file before any service is called."""

from django.utils.datastructures import MultiValueDict

from documents.forms import UploadField
from documents.rules import LETTER
from tests.documents import samples
from ui.forms import Form


class LetterForm(Form):
    """A form with one file."""

    letter = UploadField(rule=LETTER, label="推荐函")


def bound(name: str, content: bytes) -> LetterForm:
    """The form with a file sent."""
    sent = MultiValueDict({"letter": [samples.upload(name, content)]})
    return LetterForm(data={}, files=sent)


def test_a_fit_file_comes_out_with_a_clean_name_and_can_be_read_again():
    form = bound("<推荐>函.pdf", samples.pdf())
    assert form.is_valid(), form.errors
    upload = form.cleaned_data["letter"]
    assert upload.name == "_推荐_函.pdf"
    assert upload.read().startswith(b"%PDF-")


def test_a_wrong_file_has_its_sentence_at_the_field():
    form = bound("推荐函.pdf", samples.picture())
    assert form.errors["letter"] == [
        "“推荐函.pdf”：扩展名是 .pdf，内容却是PNG 图片，两者不符。"
        "请上传真正的 PDF 文件。"
    ]
    assert "空文件" in bound("空.pdf", b"").errors["letter"][0]


def test_a_missing_file_is_asked_for_by_its_label():
    assert LetterForm(data={}, files={}).errors["letter"] == ["请上传推荐函。"]


def test_help_and_file_chooser_say_what_is_taken():
    field = LetterForm()["letter"]
    assert field.help_text == "支持 PDF、JPG、PNG 格式，单个文件不超过 10 MB。"
    assert 'accept=".pdf,.jpg,.jpeg,.png"' in str(field)
