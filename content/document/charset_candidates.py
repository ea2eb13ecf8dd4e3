"""The charsets among which undeclared bytes are guessed, and how usual each is for which languages."""

from __future__ import annotations

from dataclasses import dataclass

_WEST = "en de fr es pt it nl da sv nb fi is ga ca gl eu af id fo gd br sq"
_CENTRAL = "cs sk pl hu ro hr sl srl sq de"
_BALTIC = "et lv lt"
_CYRILLIC = "ru uk be bg mk sr"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Python codec, the languages it was made for, and what it costs to be rare, in half bits."""

    codec: str
    languages: tuple[str, ...]
    cost: int = 0


def _some(languages: str, *codecs: tuple[str, int]) -> tuple[Candidate, ...]:
    names = tuple(languages.split())
    return tuple(Candidate(codec, names, cost) for codec, cost in codecs)


# Of one byte a character and ASCII below 0x80. Of those that give the same text the cheapest is named.
# The larger charset stands for those within it: windows-1252 for ISO 8859-1, windows-1254 for ISO 8859-9.
ONE_BYTE = (
    *_some(_WEST, ("cp1252", 0), ("iso8859_15", 8), ("mac_roman", 12), ("cp850", 11), ("cp437", 11), ("cp858", 13)),
    *_some("is fo", ("cp861", 16), ("mac_iceland", 18)),
    *_some("da nb", ("cp865", 16)),
    *_some("pt", ("cp860", 17)),
    *_some("fr", ("cp863", 17)),
    *_some(_WEST, ("hp_roman8", 26)),
    *_some("cy ga gd br", ("iso8859_14", 12)),
    *_some("cy", ("cp1252", 4)),
    *_some(_CENTRAL, ("cp1250", 0), ("iso8859_2", 3), ("cp852", 9), ("mac_latin2", 15), ("iso8859_16", 14)),
    *_some("hr sl srl", ("mac_croatian", 18)),
    *_some("ro", ("mac_romanian", 18)),
    *_some("tr az", ("cp1254", 1), ("cp857", 10), ("mac_turkish", 16)),
    *_some("tr mt eo", ("iso8859_3", 12)),
    *_some(_BALTIC, ("cp1257", 1), ("iso8859_13", 5), ("iso8859_4", 9), ("cp775", 11)),
    *_some("se is fo lt lv et", ("iso8859_10", 16)),
    *_some("se", ("iso8859_4", 14)),
    *_some(f"{_CYRILLIC} tg", ("cp1251", 0)),
    *_some(_CYRILLIC, ("iso8859_5", 9), ("mac_cyrillic", 13), ("cp855", 13)),
    *_some("ru bg be uk", ("koi8_r", 4), ("cp866", 7)),
    *_some("uk ru be", ("koi8_u", 5), ("cp1125", 14)),
    *_some("kk", ("kz1048", 8), ("ptcp154", 15)),
    *_some("tg", ("koi8_t", 12)),
    *_some("el", ("cp1253", 0), ("iso8859_7", 2), ("cp737", 9), ("cp869", 13), ("mac_greek", 15)),
    *_some("he yi", ("cp1255", 0), ("iso8859_8", 3), ("cp862", 11), ("cp856", 17)),
    *_some("ar fa ur", ("cp1256", 0), ("iso8859_6", 5), ("cp720", 13), ("mac_arabic", 17)),
    *_some("fa ur", ("mac_farsi", 17)),
    *_some("ur", ("cp1006", 17)),
    *_some("ar", ("cp864", 18)),
    *_some("th", ("cp874", 0)),
    *_some("vi", ("cp1258", 1)),
)

# Of several bytes a character.
MANY_BYTES = (
    *_some("ja", ("cp932", 0), ("euc_jp", 0)),
    *_some("zhs zht", ("gb18030", 0)),
    *_some("zht zhs", ("big5hkscs", 0)),
    *_some("zht", ("cp950", 2)),
    *_some("ko", ("cp949", 0), ("johab", 10)),
)

# Of one byte a character, with letters where ASCII has none: mainframes. The blank is 0x40.
MAINFRAME = (
    *_some(f"{_WEST} cy", ("cp037", 4), ("cp500", 5), ("cp1140", 7)),
    *_some("de", ("cp273", 7)),
    *_some("tr", ("cp1026", 4)),
    *_some("el", ("cp875", 4)),
    *_some("he", ("cp424", 4)),
)
