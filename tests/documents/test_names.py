"""Names of files are cleaned, never refused."""

import pytest

from documents.checks import clean_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("推荐函.pdf", "推荐函.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\用户\\桌面\\方案.docx", "方案.docx"),
        ("/绝对/路径/表.xlsx", "表.xlsx"),
        ("a\x00b\r\nc\x1b.pdf", "ab c.pdf"),
        ("喆堃翀𠮷😀.pdf", "喆堃翀𠮷😀.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("....pdf", "未命名.pdf"),
        (".pdf", "未命名.pdf"),
        ("", "未命名"),
        ("..", "未命名"),
    ],
)
def test_a_name_loses_paths_and_controls_and_keeps_the_rest(given, kept):
    assert clean_name(given) == kept


def test_a_long_name_is_cut_but_keeps_its_ending():
    name = clean_name("很长" * 150 + ".pdf")
    assert len(name) == 200
    assert name.endswith(("很长.pdf", "很.pdf"))
