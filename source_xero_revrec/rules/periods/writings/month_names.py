"""The names of months in the languages that invoices are written in."""

from __future__ import annotations

# English, German, French, Spanish, Italian, Dutch and Portuguese; then what Nordic, Finnish, Polish, Czech, Turkish and
# Hungarian write in another way: a name that is passed over would leave one month of two.
_NAMES = (
    "january|jan|januar|jänner|jaenner|janvier|janv|enero|gennaio|januari|janeiro|tammikuu|styczeń|leden|ocak|január",
    (
        "february|feb|febr|februar|feber|février|fevrier|févr|fevr|fév|fev|febrero|febbraio|februari|"
        "fevereiro|helmikuu|luty|únor|şubat|február"
    ),
    "march|mar|märz|maerz|mär|mrz|mars|marzo|maart|mrt|março|marco|marts|maaliskuu|marzec|březen|március",
    "april|apr|avril|avr|abril|abr|aprile|huhtikuu|kwiecień|duben|nisan|április",
    "may|mai|mayo|maggio|mei|maio|maj|toukokuu|květen|may\u0131s|május",
    "june|jun|juni|juin|junio|giugno|giu|junho|kesäkuu|czerwiec|červen|haziran|június",
    "july|jul|juli|juillet|juil|julio|luglio|lug|julho|heinäkuu|lipiec|červenec|temmuz|július",
    "august|aug|août|aout|agosto|augustus|augusti|elokuu|sierpień|srpen|ağustos|augusztus",
    "september|sep|sept|septembre|septiembre|setiembre|settembre|setembro|syyskuu|wrzesień|září|eylül|szeptember",
    "october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|lokakuu|październik|říjen|ekim|október",
    "november|nov|novembre|noviembre|novembro|marraskuu|kas\u0131m",
    (
        "december|dec|dezember|dez|décembre|decembre|déc|diciembre|dic|dicembre|dezembro|desember|joulukuu|"
        "grudzień|prosinec|aral\u0131k"
    ),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split("|")}
"""1 to 12 for a month's name in lower case, in full or shortened."""

# These are words of their own, too, so they are months beside a year alone.
ONLY_WITH_A_YEAR = {"ene": 1, "gen": 1, "mag": 5, "ago": 8, "set": 9, "out": 10}

_NAMED = "|".join(sorted(MONTH_NUMBERS, reverse=True))
_VERBS = "be|not|have|vary|apply|also|include|change|need|require|contain|differ|use|incur"
_verb = rf"(?<!may)|(?<=may)(?! (?:{_VERBS})\b)"
MONTH = rf"(?:{_NAMED})(?![^\W\d_])(?:{_verb})\.?"
"""A pattern of a month's name; may is none before a verb."""
MONTH_WITH_A_YEAR = rf"(?:{_NAMED}|{'|'.join(ONLY_WITH_A_YEAR)})(?![^\W\d_])\.?"
"""A pattern of a month's name that a year follows."""


def month_number(name: str) -> int:
    """Return 1 to 12 for a name that one of the patterns found."""
    plain = name.rstrip(".")
    return MONTH_NUMBERS.get(plain) or ONLY_WITH_A_YEAR[plain]
