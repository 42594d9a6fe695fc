"""The words that say what a date is: where a period begins, where it ends, or that it is something else."""

from __future__ import annotations

from source_xero_revrec.rules.periods.writings.changes import PHRASES, change
from source_xero_revrec.rules.periods.writings.phrase import first_word, phrases
from source_xero_revrec.rules.periods.writings.references import reference
from source_xero_revrec.rules.periods.writings.services import name_of_service
from source_xero_revrec.rules.periods.writings.weekday_names import DROPPED_WEEKDAYS

_START = """
    \u00e0 compter de|a compter du|a compter de|\u00e0 compter d'|\u00e0 partir d'|depuis|depuis le|d\u00e8s le
    desde o|a contar de|a contar del|con efecto desde|a decorrere da|a decorrere dal|a far data da|met ingang van
    ingaande|fra|fr\u00e5n|fra og med|fr\u00e5n och med|f.o.m.|fom|mit wirkung vom|mit wirkung ab|beginnend|from
    start|starts|started|starting|start date|start of|the start of|begin|begins|beginning|beginning of|commence
    commences|commenced|commencing|commencement|commencement date|effective|effective from|effective date|since|wef
    w.e.f.|w.e.f|as of|as from|with effect from|valid from|starting from|starting on|starting in|starts on|ab
    ab dem|vom|von|seit|du|\u00e0 partir du|\u00e0 partir de|\u00e0 compter du|d\u00e8s|desde|desde el|a partir del
    a partir de|del|dal|dall'|da|dalla|a partire dal|a partire da|van|vanaf|per start|service start
    subscription start|period start|contract start|licence start|license start|de
"""
_END = """
    end|ends|ended|ending|end date|end of|the end of|expire|expires|expired|expiring|expiry|expiry date|expiration
    expiration date|exp|exp.|finish|finishes|finished|finishing|best before|use by|service end|subscription end
    period end|contract end|licence end|license end|ends on|ending on|ende|fin|fine|fim
"""
_RANGE = """
    to|until|untill|till|til|thru|through|through to|up to|up until|up till|until the|up to and including
    to and including|until and including|until end of|bis|bis zum|bis einschlie\u00dflich|au|jusqu'au|jusqu'\u00e0
    up to but not including|up to but excluding|to but not including|to but excluding|until but not including
    hasta|hasta el|al|fino al|fino a|fino ad|fino alla|sino a|sino al|t.o.m.|tom|til og med|till och med|tot
    tot en met|t/m|at\u00e9|ao|\u00e0|a|zum|valid to|valid until|valid till|valid thru|valid through
"""
_LIST = "and|et|und|y|e|en|ed"
_BETWEEN = "between"
_POINT = """
    dated|due|due date|due on|issued|issued on|paid|paid on|payable|ordered|ordered on|signed|signed on|purchased
    purchased on|renewed|renews|renews on|renewing|dd|invoice date|order date|date of order|purchase date
    delivered on|order of|invoice of|contract of|quote of|offer of|po dated|po of|letter of|next renewal
    renewal date|next renewal date|renewal due|renewal on|next payment|next service due|payment due
"""
_VAGUE = """
    following|ex|post|pre|per|after|before|by|prior to|on or before|as at|part|middle of|early|late|mid|anfang|mitte
    anfang des|mitte des|d\u00e9but|debut|mi|courant|avant|apr\u00e8s|inicio|inicios|principios|principios de|mediados
    mediados de|finales|finales de|antes de|despu\u00e9s de|inizio|prima di|dopo|begin|midden|eind|na
    meados|meados de|finais de|vor|nach|bor|p\u0159ed|po\u010d\u00e1tek|b\u00f6rjan|slutet|starten av
"""
_SHARE = "half|half of|part of|rest of|percent of|met\u00e0"
_OPEN = """
    onward|onwards|and onward|and onwards|and after|and later|and beyond|forward|forwards|ongoing|present|current
    today|now|further notice|open|to date|until further notice|to present|ff|laufend|bis auf weiteres|unbefristet
    en adelante|in poi|e oltre|em diante|och fram\u00e5t
"""
_NO_PERIOD = """
    report\u00e9|report\u00e9e|report\u00e9s
    extended to|extended until|extended by|is extended|was extended|minimum|min|min.|maximum|cancel|cancels
    cancelled|canceled|cancellation|cancelling|terminate|terminates|terminated|termination|notice|break|option
    optional|approx|approx.|approximately|about|circa|around|estimate|estimated|est.|expected|tbc|tba|tbd
    provisional|provisionally|planned|tentative|originally|original|previously|formerly|was|were|not|no longer
    except|excl|excl.|excluding|exclusive|without|minus|trial|waived|postponed|rescheduled|delayed|suspended|paused
    moved|ytd|mtd|qtd|within|remaining|remainder|balance|instalment|instalments|installment|installments|deposit
    prior|previous|last month|last month's|last year|last week|last quarter|next month|next year|next week
    next quarter|this month|this year|this week|this quarter|first week|second week|last|next|quote|quotes|quotation
    offer|tender|initial|initially|committed|commitment|lock-in|binding|payment plan|payment period|instead
    instead of|amended|superseded|backdated|k\u00fcndigung|gek\u00fcndigt|stornio|r\u00e9sili\u00e9|cancelado
    annullato|opgezegd|mindestlaufzeit|probezeit|unless|if|tba.|tbc.|?|free of charge until|voided|void|reissued
    renegotiated|or|week no|week number|kw|academic year|school year|tax year|season|free|increase|prices|pricing
    price list|pricelist|rate card|price valid|price fixed|price held|deferred|transferred|shifted|brought forward
    carried forward|carried over|rolled over|pushed|swapped|replaces|replaced|half-month|half month|half-year of
    nearly|almost|more than|less than|at least|up to a maximum|max|max.
"""
_NO_MONTH = """
    rate|exchange rate|fx rate|refund|refunded|credit note|price|priced|rates|tariff|catalogue
    catalog|po|p.o.|p.o|pos|purchase order|order|orders|ordering|proposal|budget|budgeted|forecast|invoice|invoices
    invoiced|invoicing|bill|bills|billed|billing|statement|receipt|payment|payments|pay|charged|renewal|renewals
    renew|version|release|released|edition|issue|issues|published|delivery|delivered|deliver|delivers|shipped
    shipping|shipment|dispatched|go-live|go live|went live|launch|launched|launches|kick-off|kickoff|completed
    completion|complete|installed|cutover|handover|deadline|agreed|agreement|approved|approval|accepted|acceptance
    discussed|discussion|email|emailed|e-mail|mail|letter|call|phone|memo|contract|contracts|sow|statement of work
    wo|work order|schedule|annex|appendix|exhibit|terms|updated|update|revised|revision|reviewed|review|created
    model|vintage|batch|cohort|series|collection|audit|audited|accounts|return|returns|filing|report|reported
    reports|overdue|late fee|received|booked|booking|requested|request|discount|discounted|promo|promotion|voucher
    coupon|meeting|minutes|as per|ref|reference|posted|sent|increase|indexed|indexation|cpi|survey|valuation
    snapshot|milestone|accrual|accrued|amendment|addendum|variation|confirmed|confirmation|closing|opening|opened
    registered|registration|sold|sale|sales order|quoted|offered|tendered|livr\u00e9|livr\u00e9s|bestellung
    rechnung|angebot|preisliste|lieferung|commande|facture|devis|livraison|pedido|factura|presupuesto|entrega
    ordine|fattura|offerta|consegna|bestelling|factuur|offerte|levering|prijslijst|encomenda|fatura|or\u00e7amento
"""
_CONTRACT = "contract term|contract period|contract length|term of contract"
_PRO_RATA = """
    pro rata|pro-rata|prorata|prorated|pro-rated|pro rated|prorate|pro-rate|prorating|part month|part-month|part months
    part quarter|part-quarter|part year|part-year|part week|part-week|stub period|stub month|stub|short period
    short month
    broken period|broken month|incomplete month|incomplete period|incomplete quarter|incomplete year|days used|days only
    days occupied|days in use|some days of|teilmonat|teilquartal|teiljahr|rumpfmonat|rumpfquartal|rumpfjahr
    rumpfgesch\u00e4ftsjahr|anteiliger monat|angebrochener monat|unvollst\u00e4ndiger monat|mois incomplet
    mois entam\u00e9
    p\u00e9riode incompl\u00e8te|trimestre incomplet|partie de mois|partie du mois|jours utilis\u00e9s|mes incompleto
    mes parcial
    periodo incompleto|trimestre incompleto|parte del mes|d\u00edas utilizados|d\u00edas usados|mese incompleto
    mese parziale
    frazione di mese|parte del mese|giorni utilizzati|deel van de maand|deel van het kwartaal|deel van het jaar
    gedeelte van de maand|gebroken maand|onvolledige maand|m\u00eas incompleto|per\u00edodo incompleto
    parte do m\u00eas|dias utilizados
"""
_DROPPED = """
    a period of|a period|a term of|a term|term|duration|dauer|laufzeit|the|on|in|at|of|for|date|dates|day|both
    both days|inclusive|incl|incl.|including|is|period|was on|up|le|la|el|il|lo|der|den|dem|das|die|het|o|os
    f\u00fcr|pour|por|voor|durante|pendant|gedurende|as|de la|di|do|des|covering|covers|cover for|running|runs
"""
_OTHER = """
    may|refund for|refund of|credit for|end user|end-user|end to end|end-to-end|billing system|out of|set of
    on-call|on call|waste collection|rubbish collection|refuse collection|debt collection|rent collection
    workers compensation|credit card|credit cards|half-day|half day|half days|half-days|half board|half-hourly
    part-time|part time|call centre|call center|non-profit|non profit|no gst|no vat|excl gst|excl. gst
    excluding gst|exclusive of gst|excl vat|excl. vat|excluding vat|exclusive of vat|excl tax|excl. tax
    excluding tax|ex gst|ex vat|plus gst|plus vat|hors taxes|hors taxe|first aid|first class|first line|first level
    first response|first nations|second hand|second-hand|second line|second level|third party|third-party|rest home
    email hosting|email marketing|email service|email services|email security|mail hosting|rest homes|rest area
    gap analysis|nurse call|rest api|gap insurance|closed captioning|closed-circuit|closed circuit|hors tva
    day rate|day rates|daily rate|hourly rate|weekly rate|monthly rate|annual rate|flat rate|fixed rate|standard rate
    council rates|water rates|final accounts|season ticket|season tickets|season pass
    rent holiday cottage|rent holiday home|rent holiday house|rent holiday apartment
    phone line|phone lines|phone plan|phone plans|phone system|phone service|phone services|phone rental
    excl btw|excl. btw|exclusief btw|ohne mwst|ohne ust|sin iva|senza iva|iva esclusa|sem iva|no-code|no code
"""
# Services that are named after what else tells the purpose of a date.
_NAMES_OF_SERVICES = """
    credit|order|orders|payment|payments|invoice|invoicing|delivery|booking|call|event|ticket|patch|version|release
    claim|claims|loan|loans|appointment|form|forms|vendor|timesheet|reminder|returns|contract|contracts|budget|price
    billing|quote|document|renewals|update|audit
"""
_SOFTWARE_FOR = """
    appointment|timesheet|event|claims|loan|payment|invoicing|booking|order|credit|form|ticket|quote|quoting|proposal
    tender
"""
_SOFTWARE = "software|system|systems|platform|builder"
_STREETS_FROM, _STREETS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth",
    "avenue|ave|street|st|floor",
)
_OF_SERVICES = "management|processing|control|handling|gateway|fulfilment|fulfillment|administration|automation"


# What begins and ends, on two lines of an invoice.
_SOLD = """
    service|service period|billing|billing period|coverage|coverage period|cover|subscription period|contract period
    licence period|license period|policy|policy period|term|rental|rental period|lease|lease period|support
    support period|maintenance|maintenance period|membership|membership period|usage|usage period|charge period
    invoice period|hire period
"""


def _each_with_each(firsts: str, lasts: str) -> str:
    """Return a list of the phrases that begin with one list and end with another."""
    return "|".join(f"{first} {last}" for first in phrases(firsts) for last in phrases(lasts))


DROPPED = "d"
"""The kind of words that say nothing about a date."""
# The first list that holds a phrase decides.
_LISTS = (
    ("w", _OTHER),
    ("w", _each_with_each(_NAMES_OF_SERVICES, _OF_SERVICES)),
    ("w", _each_with_each(_SOFTWARE_FOR, _SOFTWARE)),
    ("w", _each_with_each(_STREETS_FROM, _STREETS)),
    ("S", _START),
    ("S", _each_with_each(_SOLD, "start|starts|start date|starting|begin|begins|commencement date")),
    ("E", _END),
    ("E", _each_with_each(_SOLD, "end|ends|end date|ending|expiry date")),
    ("R", _RANGE),
    ("L", _LIST),
    ("b", _BETWEEN),
    ("P", _POINT),
    ("U", _VAGUE),
    ("J", _SHARE),
    ("O", _OPEN),
    ("Z", _NO_PERIOD),
    ("V", _NO_MONTH),
    ("e", _CONTRACT),
    ("f", _PRO_RATA),
    (DROPPED, _DROPPED),
    (DROPPED, DROPPED_WEEKDAYS),
    *PHRASES,
)


def _by_first_word() -> dict[str, list[tuple[str, str]]]:
    """Return the kind of each phrase by its first word, longest phrases first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for kind, words in _LISTS:
        for phrase in phrases(words):
            table.setdefault(first_word(phrase), []).append((phrase, kind))
    for listed in table.values():
        listed.sort(key=lambda phrase: -len(phrase[0]))
    return table


_PHRASES = _by_first_word()


def role(text: str, begin: int, stop: int) -> tuple[str, int]:
    """Return the kind of the word in a lower-case text from `begin` to `stop`, and where its phrase ends."""
    if end := name_of_service(text, begin, stop) or reference(text, begin, stop):
        return "w", end
    for phrase, kind in _PHRASES.get(text[begin:stop], ()):
        end = begin + len(phrase)
        if text.startswith(phrase, begin) and (end == len(text) or not text[end].isalnum()):
            return kind, end
    return change(text[begin:stop]), stop
