"""Text that declares no charset is read in the one that its letters suggest."""

from __future__ import annotations

import random

import pytest

from content.document.charset import charset
from content.document.charset_candidates import MAINFRAME, MANY_BYTES, ONE_BYTE
from content.document.letters import languages
from content.document.text import decode
from content.errors import InputError

TURKISH = "Bakan Şahin, köprünün salı günü açılacağını söyledi. "
POLISH = "Rzecznik powiedział, że most zostanie otwarty w środę. "
HUNGARIAN = "A szóvivő közölte, hogy a hidat szerdán nyitják meg, de a fölső út zárva marad. "
LITHUANIAN = "Ministras sakė, kad tiltas bus atidarytas trečiadienį, o kelias liks uždarytas. "
LATVIAN = "Ministrs sacīja, ka tiltu atvērs trešdien, bet ceļš paliks slēgts. "
RUSSIAN = "Министр сообщил, что мост откроют в среду, а дорога останется закрытой. "
UKRAINIAN = "Міністр повідомив, що міст відкриють у середу, а дорога залишиться зачиненою. "
GREEK = "Ο υπουργός είπε ότι η γέφυρα θα ανοίξει την Τετάρτη. "
HEBREW = "השר אמר כי הגשר ייפתח ביום רביעי והכביש יישאר סגור. "
ARABIC = "قال الوزير إن الجسر سيفتح يوم الأربعاء وسيبقى الطريق مغلقا. "
THAI = "รัฐมนตรีกล่าวว่าสะพานจะเปิดในวันพุธ "
CHINESE = "部长表示，大桥将于星期三开放，公路仍然关闭。"
TAIWANESE = "部長表示，大橋將於星期三開放，公路仍然關閉。"
JAPANESE = "大臣は橋が水曜日に開通すると述べた。"
KOREAN = "장관은 다리가 수요일에 열린다고 말했다. "


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        *((codec, TURKISH) for codec in ("cp1254", "cp857")),
        *((codec, POLISH) for codec in ("cp1250", "iso8859_2", "cp852", "mac_latin2")),
        *((codec, HUNGARIAN) for codec in ("cp1250", "cp852")),
        *((codec, LITHUANIAN) for codec in ("cp1257", "iso8859_4", "cp775")),
        *((codec, LATVIAN) for codec in ("cp1257", "iso8859_4", "cp775")),
        *((codec, RUSSIAN) for codec in ("cp1251", "koi8_r", "cp866", "cp855", "iso8859_5", "mac_cyrillic")),
        *((codec, UKRAINIAN) for codec in ("cp1251", "koi8_u", "cp1125", "iso8859_5")),
        *((codec, GREEK) for codec in ("cp1253", "iso8859_7", "cp737", "cp869")),
        *((codec, HEBREW) for codec in ("cp1255", "iso8859_8", "cp862")),
        *((codec, ARABIC) for codec in ("cp1256", "iso8859_6", "cp720")),
        ("cp874", THAI),
        *((codec, CHINESE) for codec in ("gb18030", "hz")),
        ("big5", TAIWANESE),
        *((codec, JAPANESE) for codec in ("shift_jis", "euc_jp", "iso2022_jp")),
        *((codec, KOREAN) for codec in ("cp949", "johab", "iso2022_kr")),
    ],
)
def test_a_sentence_is_read_in_its_charset(codec: str, text: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"])
@pytest.mark.parametrize("text", [TURKISH, RUSSIAN, GREEK, HEBREW, ARABIC, THAI, CHINESE, JAPANESE, KOREAN])
def test_wide_encodings_without_a_mark_are_recognised_in_any_script(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding in decoded.warnings[0]


def test_a_few_stray_bytes_do_not_make_english_foreign() -> None:
    text = decode(b"The minister said that the bridge would open \x96 on Wednesday, and that it\x92s safe. ").text
    assert text == "The minister said that the bridge would open – on Wednesday, and that it’s safe. "


def test_a_byte_that_the_charset_does_not_have_is_shown_and_the_rest_is_read() -> None:
    decoded = decode((POLISH * 4).encode("cp1250") + b"\x81 " + POLISH.encode("cp1250"))
    assert decoded.text == f"{POLISH * 4}\ufffd {POLISH}"
    assert "cp1250" in decoded.warnings[0]
    assert "once" in decoded.warnings[0]


def test_damaged_utf_8_stays_utf_8() -> None:
    assert decode((RUSSIAN * 3).encode()[:-2] + b"\xd0 ").encoding == "utf-8"


def test_what_it_declares_is_believed_before_its_letters() -> None:
    data = RUSSIAN.encode("cp1251")
    assert decode(data, "koi8-r").text == data.decode("koi8_r")


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_refused(seed: int) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(random.Random(seed).randbytes(4096))  # noqa: S311 - the same bytes each time


def test_each_candidate_is_a_charset_with_languages_that_have_a_model() -> None:
    for one in (*ONE_BYTE, *MANY_BYTES, *MAINFRAME):
        assert charset(one.codec), one.codec
        assert set(one.languages) <= set(languages()), one.codec
