"""Files are read piece by piece, and no piece tears what begins a record."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.importers.files import BLOCK, TextFile
from tests.importers.damage import counted


class Dribbling(BytesIO):
    """An open file that gives some bytes at a time, as sockets and pipes do."""

    def __init__(self, data, sizes):
        super().__init__(data)
        self.sizes = iter(sizes)

    def read(self, size=-1):
        return super().read(min(size, next(self.sizes, BLOCK)))


@given(
    st.lists(st.sampled_from(["PMID- 1", "TY  - JOUR", "", "é😀", "x" * 30]), min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.lists(st.integers(4, 50), min_size=1),
)
def test_pieces_end_with_lines_whatever_their_ends(lines, end, encoding, sizes):
    lines = ["first", *lines]
    data = end.join([*lines, "last"]).encode(encoding)
    *pieces, last = TextFile(Dribbling(data, sizes)).blocks()
    assert "".join([*pieces, last]) == "\n".join([*lines, "last"])
    assert all(piece.endswith("\n") for piece in pieces)
    assert last.endswith("last")


def test_a_very_long_line_comes_in_pieces():
    text = TextFile(BytesIO(b"x" * 3 * BLOCK))
    pieces = list(text.blocks())
    assert len(pieces) > 1
    assert "".join(pieces) == "x" * 3 * BLOCK


@pytest.mark.parametrize("bad", [b"\xff", b"\xed\xa0\x80"])
def test_a_bad_byte_in_the_first_line_spares_the_byte_order_mark(bad):
    text = TextFile(BytesIO(b"\xef\xbb\xbfPMID- 1" + bad + b"\nTI  - A\n"))
    assert text.head.startswith("PMID- 1")
    assert "".join(text.blocks()).startswith("PMID- 1")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "title", ["Состояние эндометрия и метаболизм эстрогенов", "一种治疗对某病的疗效与安全性"]
)
def test_wide_text_without_a_mark_is_told_by_its_zeros_in_every_script(title, codec):
    text = f"TY  - JOUR\nTI  - {title * 9}\nER  - \n"
    file = TextFile(BytesIO(text.encode(codec)))
    assert (file.encoding, "".join(file.blocks())) == (codec, text)
    assert counted("ris", text.encode(codec)) == 1
