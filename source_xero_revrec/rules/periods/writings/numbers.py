"""Numbers that are plainly no dates, each by a rule that says why, and those that may belong to one."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.month_names import MONTH_WITH_A_YEAR
from source_xero_revrec.rules.periods.writings.named_months import ORDINAL
from source_xero_revrec.rules.periods.writings.numeric_dates import YEAR4
from source_xero_revrec.rules.periods.writings.phrase import heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found
from source_xero_revrec.rules.periods.writings.whole_dates import holds_a_range, is_date_at, is_short_range_at

_COUNTED = phrases("""
    users?|seats?|licen[cs]es?|agents?|employees?|staff|people|persons?|pax|attendees?|members?|accounts?|devices?
    hours?|hrs?|h|minutes?|mins?|gb|tb|mb|kb|gib|tib|ghz|kwh|mw|kw|kg|km|miles?|m2|sqm|sq|mbps|gbps|units?|pcs
    pieces?|copies|machines?|servers?|instances?|cores?|cpus?|vcpus?|nodes?|sites?|locations?|domains?|mailboxes
    mailbox|lines?|numbers?|rooms?|desks?|tests?|reports?|pages?|posts?|sessions?|visits?|lessons?|tickets?|calls?
    credits?|points?|words?|packs?|boxes|box|bedrooms?|colours?|colors?|stars?|channels?|campaigns?|stores?
    issues|properties|vehicles?|cars?|bags?|pallets?|tonnes?|litres?|items?|websites?|apps?|modules?|extra|additional
""")
_LABELS = phrases("""
    site|branch|store|level|tier|phase|stage|step|version|release|suite|unit|room|floor|flat|apartment|apt|building|block|lot
    plot|bay|gate|zone|area|section|clause|chapter|page|line|item|option|plan|package|class|grade|group|team|type
    type:|size|no|nr|number|module|lesson|session|sprint|batch|gen|generation|windows|ios|android|office|server
    exchange|sql|autocad|studio|formula|route|channel|desk|table
""")
_DOCUMENTS = phrases("""
    purchase order|po|p.o.|order|invoice|inv|quote|quotation|ref|reference|contract|agreement|ticket|case|job
    project|account|acct|customer|serial|id|sku|art|so|credit note|cn|sow|wo|work order|proposal|offer|asset
    policy|certificate|serial number
""")
_DOCUMENTS_ELSEWHERE = phrases("""
    vertrag|auftrag|bestellung|rechnung|angebot|kunde|contrat|commande|facture|devis|client|contrato|pedido|factura
    cliente|contratto|ordine|fattura|offerta|bestelling|factuur|offerte|klant|encomenda|fatura|polizza|police|p\u00f3liza
""")
_NO_NOUNS = "|".join(
    phrases("""
    months?|years?|weeks?|days?|quarters?|halves|periods?|terms?|payments?|inst?allments?|renewals?|to|from|and|or|of|x|plus
    until|till|bis|is|as|has|was|this|starts|ends|begins|expires|commences|runs|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov
    dec
    """)
)
_NO_NOUN = rf"(?!(?:{_NO_NOUNS})\w*|(?:per|par|por|al|pro) )"
_FIGURES = r"[0-9][0-9,.']*[0-9]|[0-9]"
_CURRENCIES = ("usd", "eur", "gbp", "nzd", "aud", "cad", "chf", "sgd", "hkd", "zar", "jpy", "sek", "nok", "dkk")
_MONEY = "|".join((*_CURRENCIES, "dollars?", "euros?", "pounds?", "cents?"))
_NOT_A_DATE_NEXT = r"(?! ?(?:-+|to|and|&|\+|/) ?[0-9])(?![0-9.,/:-]*[0-9])(?!st|nd|rd|th)"
_UNIT = r"(?:months?|mths?|mos?|years?|yrs?|weeks?|wks?|days?|quarters?|fortnights?)"
_NO_UNIT_NEXT = rf"(?![ -]?{_UNIT}(?!\w))"

_TIME = re.compile(
    r"(?:[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[ap]\.?m\b\.?)?|[0-9]{1,2}(?:\.[0-5][0-9])? ?[ap]\.?m\b\.?"
    r"|24[/x]7(?:/365)?|24[/x]5|8x5|12x[57]|7/24)(?!\w|[/.:][0-9])"
)
_DOTTED = re.compile(r"[0-9]+(?:(?:\.[0-9]+){2,}|(?:[/.-][0-9]+){3,})(?!\w)")
_STANDARD = re.compile(rf"[0-9]{{4,5}}:{YEAR4}(?!\w)")
_AMOUNT = re.compile(
    rf"(?!{YEAR4} )(?:{_FIGURES}) ?(?:[\u20ac\u00a3$](?! ?[0-9])|(?:{_MONEY})\b(?! ?[0-9])|k\b)"
    r"|[0-9]{1,3}(?:[,'][0-9]{3})+(?:\.[0-9]+)?(?!\w)|[0-9]+\.[0-9]{2}(?![\w.-]|/[0-9])"
)
_PERCENTAGE = re.compile(
    rf"(?:(?P<whole>100(?:[.,]0+)?|99[.,][0-9]+)|{_FIGURES}) ?(?:%|(?:per ?cent|prozent|pour cent|por ciento)\b)"
)
_PRICES = (
    r"discount|rabatt|skonto|remise|rabais|descuento|desconto|sconto|korting|gst|vat|tax|mwst|ust|tva|iva|btw|moms"
)
_prices_before = re.compile(
    rf"(?:(?:{_PRICES}|less|uptime|sla|markup|margin|interest)\W*(?:of |von |de |at )?)$"
).search
_prices_at = re.compile(
    rf" ?(?:off|uptime|sla|availability|markup|margin|recycled|renewable|(?:\w+ ){{0,2}}(?:{_PRICES}))(?!\w)"
).match
# Days in decimals are those that were worked.
_WORKED = re.compile(
    r"[0-9]+[.,][0-9]+ ?(?:days?|tage?n?|jours?|d[i\u00ed]as?|giorni|dagen)(?!\w)"
    r"|[0-9]+(?:[.,][0-9]+)? ?(?:hours?|hrs?|stunden|std\.?|heures?|horas?|ore|uur|uren)(?!\w)"
)
_SCHOOL_TERM = re.compile(
    rf"(?:term|semester|trimester) [1-4](?:(?: |, ?){YEAR4}(?=[:,;)]| [(-]))?(?![\w%]){_NOT_A_DATE_NEXT}{_NO_UNIT_NEXT}"
)
_WORD = r"[^\W\d_]+"
_QUANTITY = re.compile(
    rf"(?!{YEAR4}(?![0-9,.]))(?:{_FIGURES})(?:(?: ?x| off| no\.?)(?!\w)(?! ?[0-9])(?! {MONTH_WITH_A_YEAR})"
    rf"|[ -]?(?:{_NO_NOUN}{_WORD}[ -]){{0,2}}(?:{'|'.join(_COUNTED)})(?!\w)"
    rf"| {_NO_NOUN}(?:[^\W\d_]+ )?{_NO_NOUN}[^\W\d_]{{2,}}(?<!s)s(?!\w))"
)
_GLUED = re.compile(r"[0-9]+(?!x ?[0-9])(?!(?:st|nd|rd|th|er|e)(?!\w))(?![\u5e74\u6708\u65e5])[^\W\d_][\w]*")
_ORDER = re.compile(
    rf"(?P<n>[0-9]{{1,2}})(?:{ORDINAL}|[\u00e8e]me|\u00e8re|re|nde?|ste|ter|tes|de|ro|do|ra|da|to|ta)(?!\w)"
)
_SHARE = re.compile(r"50/50(?!\w|[/.-][0-9])|[0-9]{1,2}/[0-9]{1,2}(?= split(?!\w))|0[.,][0-9]+(?= ?x(?!\w)| of(?!\w))")
_FLOOR = re.compile(rf"[0-9]{{1,2}}{ORDINAL} (?:floor|line|level|party|gen|generation)(?!\w)")
_YEAR = re.compile(rf"{YEAR4}(?!\w)")
# Also a day whose month stands behind a range: 1. bis 15. Mai.
_NUMBER = re.compile(r"(?P<n>[0-9]+)(?:\.(?= bis [0-9]{1,2}\.))?")

_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})\.? ?#?(?!{YEAR4}(?!\w))[0-9]+(?!\w){_NOT_A_DATE_NEXT}{_NO_UNIT_NEXT}")
_YEARS_OF = phrases(
    "contract|policy|licence|license|subscription|membership|lease|agreement|plan|programme|service|support"
)
_CONTRACT_YEAR = re.compile(rf"(?:{'|'.join(_YEARS_OF)}) year [0-9](?=[:,;)]| [(-]|$)(?! ?[-/] ?[0-9](?![0-9/. ]))")
_PRODUCT = re.compile(
    rf"(?:office|windows(?: server)?|server|exchange|sql(?: server)?|autocad|visual studio) {YEAR4}(?!\w)"
)
_TIMES = re.compile(
    rf"(?:x|qty|quantity|anzahl|menge|qt\u00e9)[.:]? ?(?!{YEAR4}(?!\w))[0-9]+{_NOT_A_DATE_NEXT}{_NO_UNIT_NEXT}"
)
_NUMBER_SAID = r"nummer|numero|num\u00e9ro|n\u00famero|num|nr|no|n\.?[\u00b0\u00ba]|n"
_DOCUMENT = re.compile(
    rf"(?:(?:{'|'.join(sorted(_DOCUMENTS, key=len, reverse=True))})(?P<told> (?:no|nr|number|num|id|ref))?"
    rf"|(?:{'|'.join(_DOCUMENTS_ELSEWHERE)}) (?P<said>{_NUMBER_SAID}))"
    r"[.:]?(?: ?[#:] ?| |-)?(?P<id>(?:[a-z]{1,6}[-/]?)?[0-9][\w]*(?:[-/][\w]*)*)"
)
_TELEPHONE = re.compile(r"(?:tel|phone|ph|mob|mobile|fax)[.:]? ?\+?[0-9][0-9 ()-]{4,}[0-9](?!\w|[/.][0-9])")
_ACCOUNTS = ("account", "acct", "customer")
_is_numbered_in_figures = re.compile(r"(?:serial|sku|id|asset|art)\b[^-/]*[0-9]{8}-[0-9]{8}").fullmatch
_is_a_month = re.compile(rf"[0-9]{{1,2}}[-/](?:{YEAR4}|[0-9]{{2}})|{YEAR4}[-/][0-9]{{1,2}}").fullmatch
_names_something = re.compile(r"[^\W\d_]{3}").search
_OF_ITS_DATE = re.compile(r",? (?:dated|of|vom|du|del)(?!\w)")
_GLUED_TO_LETTERS = re.compile(
    r"(?![\u5e74\u6708\u65e5])(?:v\.? ?[0-9]+(?:\.[0-9]+)*|[^\W\d_]+[0-9]\w*(?:[-/]\w*[0-9]\w*)*)(?!\w)" + _NO_UNIT_NEXT
)
_IDENTIFIER = re.compile(r"(?P<letters>[A-Z]{1,6})[-/]?(?P<rest>[0-9]\w*(?:[-/]\w+)*)(?!\w)")
_MONEY_FIRST = re.compile(
    rf"(?:(?:nz|us|au|ca|a|c|s|hk)?[$\u00a3\u20ac\u00a5]|(?:{_MONEY})) ?(?:{_FIGURES})(?:k|m)?(?!\w)"
)
_NUMBER_OF = re.compile(r"no[.:]? ?#?(?=[^\W\d_]?[0-9])")
_LESS = re.compile(r"less (?=[$\u00a3\u20ac]?[0-9][0-9.,]* ?(?:%|percent|discount))")
_DIALLED = re.compile(r"\+[1-9][0-9]{0,2} \(?[0-9]{1,4}\)? [0-9]{3,4}(?: [0-9]{2,4}){0,2}(?!\w|[/.-][0-9])")
_IN_BRACKETS = re.compile(rf"\([0-9]{{1,3}}\){_NO_UNIT_NEXT}(?! of(?!\w))")
_HASH = re.compile(r"#\w+(?:[/-](?:[^\W\d_]\w*|[0-9]{3,}))*")
_first_figure = re.compile("[0-9]").search
_DATE_WORDS = frozenset(phrases("to|from|until|period|term|start|end|month|year|week|wk|kw|for|per"))
_unit_follows_at = re.compile(rf"[ -]?(?:{_UNIT}|[mx])(?!\w)").match
_ends_with_a_unit = re.compile(rf"(?:{_UNIT}|{YEAR4})\W*$").search
_month_follows_at = re.compile(rf" ?[-.]? ?(?:of |de )?{MONTH_WITH_A_YEAR}").match
_goes_on_as_a_date = re.compile(rf" ?(?:[-/.]|to\b)? ?(?:[0-9]|{_UNIT}|{MONTH_WITH_A_YEAR})", re.IGNORECASE).match
_may_be_a_date = re.compile(rf"{YEAR4}|[0-9]{{1,2}}{ORDINAL}?|[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}").fullmatch
_MOST_FIGURES_OF_A_DAY = 2
_MOST_FIGURES_OF_A_YEAR = 4
_LAST_DAY = 31


def _explained(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("X", match)


def _no_dates(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read a number behind letters or a sign, unless it is a date of its own, or holds a range."""
    figure = _first_figure(match.string, match.start(), match.end())
    is_apart = figure is not None and not match.string[figure.start() - 1].isalpha()
    if figure and is_apart and is_date_at(match.string, figure.start()):
        return None
    return None if holds_a_range(match[0]) else found("X", match)


def _dotted(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read 10.20.30.40, but not 1-30/06/2026."""
    is_range = is_short_range_at(match.string, match.start()) or holds_a_range(match[0])
    return None if is_range else found("X", match)


def _passed_over(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("d", match)


def _ordinal(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("N", match, number=int(match["n"]))


def _times(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read "x 3", but as a number that makes more of a time in "12 months x 3" and "Mar 2026 x 12"."""
    if _month_follows(match.string, match.end()):
        return None
    return found("N" if _ends_with_a_unit(match.string, 0, match.start()) else "X", match)


def _year(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("Y", match, number=int(match[0]))


def _number(match: re.Match[str], _: tuple[int, int]) -> Token:
    digits = match["n"].lstrip("0")
    if len(digits) > _MOST_FIGURES_OF_A_YEAR:
        return found("X", match)
    number = int(digits or "0")
    return found("N" if 1 <= number <= _LAST_DAY else "X", match, number=number)


def _share(match: re.Match[str], _: tuple[int, int]) -> Token:
    """Read 60/40 split and 0.5 x, with which no period is billed whole."""
    return found("Z", match)


def _percentage(match: re.Match[str], _: tuple[int, int]) -> Token:
    """Read 10%: what is not a discount, a tax or the whole may be the share that is charged."""
    text, stop = match.string, match.end()
    is_price = match["whole"] or _prices_before(text, 0, match.start()) or _prices_at(text, stop)
    return found("X" if is_price else "Z", match)


def _school_term(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read "Term 2", but not "Term 2 Mar"; the months that it lasts are told beside it or nowhere."""
    return None if _month_follows(match.string, match.end()) else found("V", match)


def _label(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read "level 3", but not "level 3 Mar": its number may be the day."""
    if _month_follows(match.string, match.end()):
        return None
    return found("V" if match[0].startswith(("version", "release", "batch", "sprint")) else "X", match)


def _document(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read "order 4711", but neither a date nor a year in the place of a number."""
    is_apart = _is_apart(match)
    if _is_a_date_instead(match, is_apart=is_apart) or _holds_dates(match):
        return None
    rest = match.string[match.end() : match.end() + 2]
    if rest[:1] in {".", "/", "-"} and rest[1:].isdigit():
        return None
    if of_its_date := _OF_ITS_DATE.match(match.string, match.end()):
        return Token("P", match.start(), of_its_date.end())
    return found("X" if is_apart else "x", match)


def _is_a_date_instead(match: re.Match[str], *, is_apart: bool) -> bool:
    """Tell whether what looks like a date or a year is none of a document, unless it is said to be its number."""
    number = match["id"]
    if not _may_be_a_date(number):
        return False
    if len(number) <= _MOST_FIGURES_OF_A_DAY:
        return _unit_or_month_follows(match.string, match.end())
    is_numbered = match["told"] or match["said"] or match[0].startswith(_ACCOUNTS)
    return not (is_apart and number.isdigit() and is_numbered)


def _holds_dates(match: re.Match[str]) -> bool:
    text, begin = match.string, match.start("id")
    if _is_numbered_in_figures(match[0]):
        return False
    return is_date_at(text, begin) or holds_a_range(match["id"]) or is_short_range_at(text, begin)


def _is_apart(match: re.Match[str]) -> bool:
    """Tell whether a document is named in a clause of its own behind what is sold: support, order no. 4471, June."""
    text = match.string
    begins = text[: match.start()].rstrip().endswith((",", ";", "(", " -"))
    ends = not text[match.end() :] or text.startswith((",", ";", ")", " -"), match.end())
    named = begins and ends and _names_something(text, 0, match.start())
    return bool(named) and not _is_a_month(match["id"])


def _unit_or_month_follows(text: str, stop: int) -> bool:
    return _unit_follows_at(text, stop) is not None or _month_follows(text, stop)


def _month_follows(text: str, stop: int) -> bool:
    return _month_follows_at(text, stop) is not None and text[stop : stop + 3] != " - "


def identifier(text: str, begin: int) -> int:
    """Return where an identifier in capitals ends that begins at a character of the text as written; 0 for none."""
    match = _IDENTIFIER.match(text, begin)
    if not match or holds_a_range(match[0].lower()):
        return 0
    is_short = len(match["rest"]) <= _MOST_FIGURES_OF_A_DAY
    if match["letters"].lower() in _DATE_WORDS or (is_short and _goes_on_as_a_date(text, match.end())):
        return 0
    return match.end()


NUMBERS_FIRST = (
    Writing(_TIME, _passed_over),
    Writing(_STANDARD, _explained),
    Writing(_WORKED, _explained),
)
"""What looks like a date to the writings of dates."""
QUANTITIES = (
    Writing(_DOTTED, _dotted),
    Writing(_PERCENTAGE, _percentage),
    Writing(_SHARE, _share),
    Writing(_FLOOR, _explained),
    Writing(_ORDER, _ordinal),
    Writing(_QUANTITY, _explained),
    Writing(_AMOUNT, _explained),
)
BARE_NUMBERS = (
    Writing(_YEAR, _year),
    Writing(_GLUED, _explained),
    Writing(_NUMBER, _number),
)
NAMED_NUMBERS = (
    Writing(_DOCUMENT, _document, heads(*_DOCUMENTS, *_DOCUMENTS_ELSEWHERE)),
    Writing(_TIMES, _times, heads("x", "qty", "quantity", "anzahl", "menge", "qt\u00e9")),
    Writing(_TELEPHONE, _no_dates, heads("tel", "phone", "ph", "mob", "mobile", "fax")),
    Writing(_CONTRACT_YEAR, _explained, heads(*_YEARS_OF)),
    Writing(_PRODUCT, _explained, heads("office", "windows", "server", "exchange", "sql", "autocad", "visual")),
    Writing(_SCHOOL_TERM, _school_term, heads("term", "semester", "trimester")),
    Writing(_LESS, _explained, heads("less")),
    Writing(_LABEL, _label, heads(*_LABELS)),
    Writing(_NUMBER_OF, _passed_over, heads("no")),
    Writing(_MONEY_FIRST, _no_dates, heads("nz", "us", "au", "ca", "a", "c", "s", "hk", *_CURRENCIES)),
)
"""Numbers behind a word that says what they are."""
GLUED_NUMBERS = (Writing(_GLUED_TO_LETTERS, _no_dates),)
SIGNED_NUMBERS = tuple(Writing(each, _no_dates) for each in (_DIALLED, _MONEY_FIRST, _IN_BRACKETS, _HASH))
