"""The words of rules in five languages, as ``core.fold`` leaves them."""

from __future__ import annotations

from typing import TypeVar

from smallcrm.core.fold import fold

V = TypeVar("V")


def _set(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


def _table(words: dict[str, V]) -> dict[str, V]:
    return {fold(word): value for words_of, value in words.items() for word in words_of.split()}


EVERY = _set(
    "every each каждый каждую каждое каждые по κάθε jeden jede jedes alle chaque tous toutes"
)


UNITS = _table(
    {
        "day days день дня дней ημέρα ημέρες μέρα μέρες tag tage jour jours": "DAILY",
        "week weeks неделю недели недель неделя εβδομάδα εβδομάδες woche wochen semaine "
        "semaines": "WEEKLY",
        "month months месяц месяца месяцев μήνα μήνες μηνες monat monate mois": "MONTHLY",
        "year years год года лет χρόνο χρόνια έτος έτη jahr jahre an ans année années": "YEARLY",
    }
)
ADVERBS = _table(
    {
        "daily ежедневно καθημερινά täglich quotidiennement": "DAILY",
        "weekly еженедельно εβδομαδιαία wöchentlich hebdomadairement": "WEEKLY",
        "monthly ежемесячно μηνιαία μηνιαίως monatlich mensuellement": "MONTHLY",
        "yearly annually ежегодно ετησίως jährlich annuellement": "YEARLY",
    }
)
WEEKDAYS = _table(
    {
        "monday mondays mon понедельник понедельникам понедельника пн δευτέρα δευτέρες montag "
        "montags lundi lundis": "MO",
        "tuesday tuesdays tue вторник вторникам вт τρίτη τρίτες dienstag dienstags mardi "
        "mardis": "TU",
        "wednesday wednesdays wed среда среду средам ср τετάρτη τετάρτες mittwoch mittwochs "
        "mercredi mercredis": "WE",
        "thursday thursdays thu четверг четвергам чт πέμπτη πέμπτες donnerstag donnerstags jeudi "
        "jeudis": "TH",
        "friday fridays fri пятница пятницу пятницам пт παρασκευή παρασκευές freitag freitags "
        "vendredi vendredis": "FR",
        "saturday saturdays sat суббота субботу субботам сб σάββατο σάββατα samstag samstags "
        "samedi samedis": "SA",
        "sunday sundays sun воскресенье воскресеньям вс κυριακή κυριακές sonntag sonntags "
        "dimanche dimanches": "SU",
    }
)
# "Every second Monday" is every two weeks; "of the month" makes it one of that month.
PLACES = _table(
    {
        "first первый первую первое первого πρώτη πρώτο ersten erste erster premier première": 1,
        "second other two второй вторую второе второго две два δεύτερη δεύτερο δύο "
        "zweiten zweite zweiter zwei deuxième deux": 2,
        "third three третий третью третье третьего три τρίτο τρεις τρία dritten dritte dritter "
        "drei troisième trois": 3,
        "fourth four четвёртый четвёртую четвёртое четвертый четвертую четыре τέταρτη τέταρτο "
        "τέσσερις τέσσερα vierten vierte vierter vier quatrième quatre": 4,
    }
)
WORKDAYS = _set(
    "workday workdays weekday weekdays будний будням рабочий εργάσιμη εργάσιμες "
    "werktag werktags ouvrable ouvrables"
)
WORKING = _set("working")  # goes with the word for day that follows
LAST = _set("last последний последнего последнее τελευταία letzten letzter letzte dernier dernière")
# They tie the others together and say nothing.
BETWEEN = _set(
    "on the of and or at one в во на и или по числа число την τη το τον του στις στην "
    "και ή στο am an den dem der des und oder le la les du de et ou"
)
MAY_END = _set("one числа число")  # of those, the ones that may come last
MONTHS = _table(
    {
        "january jan января январь ιανουαρίου ιανουάριος januar janvier": 1,
        "february feb февраля февраль φεβρουαρίου φεβρουάριος februar février": 2,
        "march mar марта март μαρτίου μάρτιος märz mars": 3,
        "april apr апреля апрель απριλίου απρίλιος avril": 4,
        "may мая май μαΐου μάιος mai": 5,
        "june jun июня июнь ιουνίου ιούνιος juni juin": 6,
        "july jul июля июль ιουλίου ιούλιος juli juillet": 7,
        "august aug августа август αυγούστου αύγουστος août": 8,
        "september sep sept сентября сентябрь σεπτεμβρίου σεπτέμβριος septembre": 9,
        "october oct октября октябрь οκτωβρίου οκτώβριος oktober octobre": 10,
        "november nov ноября ноябрь νοεμβρίου νοέμβριος novembre": 11,
        "december dec декабря декабрь δεκεμβρίου δεκέμβριος dezember décembre": 12,
    }
)
