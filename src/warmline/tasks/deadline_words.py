"""Which words mean a day, a month, a span or a time of day? English, German, French and Spanish, without accents."""

from collections.abc import Mapping
from datetime import time
from typing import Final


def _words(line: str) -> list[str]:
    return line.split()


def _numbered(*lines: str) -> dict[str, int]:
    """Each line holds the words of one number, the first line those of 0."""
    return {word: number for number, line in enumerate(lines) for word in line.split()}


#: 0 is Monday.
WEEKDAYS: Final[Mapping[str, int]] = _numbered(
    "monday mon mondays montag mo lundi lun lunes",
    "tuesday tue tues dienstag di mardi martes",
    "wednesday wed weds mittwoch mi mercredi mer miercoles mie",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue",
    "friday fri freitag fr vendredi ven viernes vie",
    "saturday sat samstag sonnabend sa samedi sam sabado sab",
    "sunday sun sonntag so dimanche dim domingo dom",
)
#: 1 is January.
MONTHS: Final[Mapping[str, int]] = _numbered(
    "",
    "january jan januar janner janvier janv enero ene",
    "february feb februar fevrier fevr febrero",
    "march mar marz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre",
    "october oct okt oktober octobre octubre",
    "november nov novembre noviembre",
    "december dec dez dezember decembre diciembre dic",
)
NUMBERS: Final[Mapping[str, int]] = _numbered(
    "",
    "a an one ein eine einem einer un une una",
    "two zwei deux dos",
    "three drei trois tres",
    "four vier quatre cuatro",
    "five funf cinq cinco",
    "six sechs seis",
    "seven sieben sept siete",
    "eight acht huit ocho",
    "nine neun neuf nueve",
    "ten zehn dix diez",
)
MINUTES: Final = _words("minutes minute mins min m minuten minuto minutos")
HOURS: Final = _words("hours hour hrs hr h stunden stunde std heures heure hora horas")
DAYS: Final = _words("days day d tagen tage tag jours jour dias dia")
WEEKS: Final = _words("weeks week w wochen woche semaines semaine semanas semana")
MONTHS_LONG: Final = _words("months month monaten monate monat mois meses mes")

TODAY: Final = _words("today heute hoy")
YESTERDAY: Final = _words("yesterday gestern hier ayer")
TOMORROW: Final = _words("tomorrow tomorow tmrw demain")
DAY_AFTER: Final = ("day after tomorrow", "ubermorgen", "apres-demain", "apres demain", "pasado manana")
#: Tomorrow, or the morning where a day is named already.
MORNING_OR_TOMORROW: Final = _words("morgen manana")
NEXT: Final = _words("next nachsten nachste nachster prochain prochaine proximo proxima")
THIS: Final = _words("this diesen diese dieser ce cette este esta coming kommenden kommende")
#: Parts of a day; the owner's hours move none of them.
PARTS: Final[Mapping[str, time]] = {
    **dict.fromkeys(
        (
            "por la manana",
            "de la manana",
            "in the morning",
            "morning",
            "fruh",
            "vormittag",
            "matin",
            "vormittags",
        ),
        time(10),
    ),
    **dict.fromkeys(
        ("noon", "midday", "lunchtime", "mittag", "mittags", "midi", "mediodia", "lunch"), time(12)
    ),
    **dict.fromkeys(
        (
            "in the afternoon",
            "afternoon",
            "nachmittag",
            "nachmittags",
            "apres-midi",
            "apres midi",
            "por la tarde",
        ),
        time(15),
    ),
    **dict.fromkeys(("in the evening", "evening", "abend", "abends", "soir", "por la noche"), time(18)),
}
TONIGHT: Final = ("tonight", "heute abend", "ce soir", "esta noche")
END_OF_DAY: Final = ("end of the day", "end of day", "eod", "close of business", "cob", "feierabend")
END_OF_WEEK: Final = ("end of the week", "end of week", "eow", "ende der woche", "fin de semaine")
#: What may stand between and says nothing.
FILLERS: Final = _words(
    "at on by the until till before of in and um am bis vor der dem den des zum a le la les el las los du de "
    "pour para antes avant sur o'clock oclock then um uhr spatestens latest bitte please"
)
