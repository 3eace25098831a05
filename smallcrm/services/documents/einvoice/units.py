"""Units as people write them, and their codes in UN/ECE Recommendation 20."""

from __future__ import annotations

from smallcrm.core.fold import fold

ONE = "C62"  # "one": where nobody can say what a unit is

_WRITTEN = {
    "H87": "pc pcs pce piece pieces item items unit units ea each stk stück stuck pièce шт штук "
    "штука штуки ед единица τεμ τεμάχιο τεμάχια τμχ τεμαχ",
    "PR": "pair pairs prs пара пары пар ζεύγος ζεύγη ζευγ ζεύγ",
    "SET": "set sets kit kits комплект комплекты компл к-т набор наборы σετ",
    "DZN": "dozen doz dz дюжина дюж δωδεκάδα ντουζίνα",
    "E48": "service services услуга услуги усл υπηρεσία υπηρεσίες υπηρ",
    "E51": "job jobs работа работы εργασία εργασίες",
    "HUR": "h hr hrs hour hours std stunde stunden heure heures час часа часов ч ώρα ώρες ωρ",
    "MIN": "min mins minute minutes minuten мин минута минуты минут λεπτό λεπτά λεπ",
    "DAY": "d day days tag tage jour jours день дня дней дн сутки μέρα μέρες ημέρα ημέρες ημ",
    "WEE": "week weeks wk woche wochen неделя недели недель нед εβδομάδα εβδομάδες εβδ",
    "MON": "month months mo monat monate mois месяц месяца месяцев мес μήνας μήνες μην",
    "ANN": "year years yr jahr jahre an ans год года лет έτος έτη χρόνος χρόνια",
    "KGM": "kg kgs kilo kilos kilogram kilograms кг килограмм килограмма κιλό κιλά κγ κιλ",
    "GRM": "g gr gram grams gramm г гр грамм грамма γρ γραμμάριο γραμμάρια γραμ",
    "TNE": "t ton tons tonne tonnes т тонна тонны тонн τόνος τόνοι τν",
    "LTR": "l lt ltr litre litres liter liters л литр литра литров λ λίτρο λίτρα λτ",
    "MLT": "ml millilitre milliliter мл миллилитр μλ",
    "MTR": "m mtr metre metres meter meters м метр метра метров μ μέτρο μέτρα μετ",
    "CMT": "cm centimetre centimeter см сантиметр εκ εκατοστό εκατοστά",
    "MMT": "mm millimetre millimeter мм миллиметр χιλ χιλιοστό χιλιοστά",
    "KMT": "km kilometre kilometer kilometres kilometers км километр километра χλμ χιλιόμετρο "
    "χιλιόμετρα",
    "MTK": "m2 m² sqm qm м2 м² кв.м τμ τ.μ μ2 μ²",
    "MTQ": "m3 m³ cbm м3 м³ куб.м κμ κ.μ μ3 μ³",
    "KWH": "kwh квтч квт·ч κβω",
    "XPK": "pack packs package packages pkg упаковка упаковки упак уп πακέτο πακέτα συσκευασία "
    "πακ συσκ",
    "XBX": "box boxes коробка коробки кор κουτί κουτιά",
    "XCT": "carton cartons ctn картон χαρτοκιβώτιο",
    "XCS": "case cases crate crates ящик ящики κιβώτιο κιβώτια κιβ",
    "XBO": "bottle bottles btl бутылка бутылки бут φιάλη φιάλες μπουκάλι μπουκάλια",
    "XBG": "bag bags sack sacks мешок мешки пакет пакеты σακί σακιά σακούλα σακούλες",
    "XRO": "roll rolls рулон рулоны ρολό ρολά",
    "XPX": "pallet pallets паллета паллеты поддон παλέτα παλέτες",
    "XSH": "sachet sachets саше пакетик φακελάκι",
    "LS": "lumpsum lump-sum flat pauschal forfait паушально κατ’αποκοπή κατ'αποκοπή",
    "P1": "% percent процент ποσοστό",
}
_CODES = {fold(word): code for code, words in _WRITTEN.items() for word in words.split()}


def code_of(unit: str) -> str:
    """The code of *unit* as written in English, Russian, Greek, or briefly in German or French.

    A code stands for itself. What is not known is ``C62``, one.
    """
    plain = "".join(unit.split()).rstrip(".")
    if plain in _WRITTEN:
        return plain
    return _CODES.get(fold(plain), ONE)
