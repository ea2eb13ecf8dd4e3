"""A text's language is told by its script and its small words, or not at all where there is too little to go by."""

from __future__ import annotations

import tomllib
from unicodedata import normalize

import pytest

from content.languages.detection import _FILE, detect_language
from content.languages.language import codes

SENTENCES = {
    "ar": "قال وزير النقل إن الجسر سيبقى مغلقا حتى نهاية الشهر بعد أن ظهرت شقوق في أحد أعمدته.",
    "de": "Die Brücke bleibt nach Angaben der Stadt bis zum Ende des Monats für den Verkehr gesperrt.",
    "en": "The bridge will be closed to all traffic until the end of the month, the council said on Monday.",
    "es": "El puente estará cerrado al tráfico hasta el final del mes, según dijo el ayuntamiento en la tarde.",
    "fr": "Le pont sera fermé à la circulation jusqu'à la fin du mois, a annoncé la mairie dans un communiqué.",
    "it": "Il ponte resterà chiuso al traffico fino alla fine del mese, ha detto il sindaco in una nota che arriva.",
    "nl": "De brug blijft volgens de gemeente tot het einde van de maand dicht voor al het verkeer in de stad.",
    "pl": "Most pozostanie zamknięty dla ruchu do końca miesiąca, jak podało miasto, a na objazd nie ma co liczyć.",
    "pt": "A ponte ficará fechada ao trânsito até o fim do mês, disse a prefeitura em uma nota para os moradores.",
    "ru": "Мост останется закрытым для движения до конца месяца, сообщили в мэрии на этой неделе.",
    "tr": "Köprü, belediyeden yapılan bir açıklamaya göre bu ayın sonuna kadar trafik için kapalı olacak ve sonra.",
}


def test_there_is_a_sentence_of_each_language() -> None:
    assert tuple(SENTENCES) == codes()


def test_a_language_with_a_file_has_its_small_words_there_alone() -> None:
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["function_words"]
    assert not listed.keys() & set(codes())


@pytest.mark.parametrize("code", SENTENCES)
def test_one_sentence_tells_its_language(code: str) -> None:
    assert detect_language(SENTENCES[code]) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("橋は今月末まで閉鎖される。", "ja"),
        ("다리는 이달 말까지 폐쇄된다.", "ko"),
        ("大桥将封闭至本月底。", "zh"),
        ("Η γέφυρα θα μείνει κλειστή.", "el"),
        ("הגשר יישאר סגור עד סוף החודש.", "he"),
        ("پل تا پایان ماه بسته می‌ماند، چون گزارش شد.", "fa"),
        ("الجسر مغلق", "ar"),
        ("पुल महीने के अंत तक बंद रहेगा।", "hi"),
        ("สะพานจะปิดจนถึงสิ้นเดือน", "th"),
        ("Міст буде закритий до кінця місяця.", "uk"),
        ("Мост закрыт.", "ru"),
    ],
)
def test_a_script_tells_a_language_by_itself(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_a_name_in_another_script_does_not_tell_the_language() -> None:
    assert detect_language(f"{SENTENCES['en']} The newspaper is called Правда.") == "en"


@pytest.mark.parametrize("text", ["", "1962", "Bridge closed", "Lorem ipsum dolor", "the of"])
def test_too_little_tells_nothing(text: str) -> None:
    assert detect_language(text) is None


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert detect_language(SENTENCES["en"] * 40 + SENTENCES["ru"] * 400) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Savcı, sanığa “Parayı kime verdiğini açıkla” çağrısında bulundu.", "tr"),
        ("„Pogłoska okazała się kłamstwem” – zauważyła posłanka.", "pl"),
        ("São decisões difíceis, explicou a anfitriã após audiência pública.", "pt"),
        ("Größere Schäden würden spätere Prüfungen nötig machen.", "de"),
        ("Större skador skulle kräva många nya prövningar.", "sv"),
    ],
)
def test_letters_tell_the_language_of_a_sentence_with_few_small_words(text: str, code: str) -> None:
    assert detect_language(text) == code
    assert detect_language(normalize("NFD", text)) == code


def test_names_with_foreign_letters_do_not_make_a_text_foreign() -> None:
    assert detect_language("Erdoğan met Şimşek, Kılıçdaroğlu and Çavuşoğlu in the city of Muğla on Monday.") == "en"
