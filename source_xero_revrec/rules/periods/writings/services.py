"""What services and software are called, after what else tells the purpose of a date: audit software, call charges.

All are written in lower case with their accents, as texts have them.
"""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.phrase import first_word, phrases

_SUBJECTS = """
    audit|audits|call|calls|conference call|conference calls|report|reports|review|reviews|statement|issue|issues
    returns|tax returns|launch|go-live|contract|contracts|catalogue|catalog|price|prices|pricing|price list|pricelist
    rate card|price comparison|comparison|payslip|payslips|timesheet|timesheets|survey|surveys|registration
    certification|event|events|ticket|tickets|appointment|appointments|patch|exam|document|documents|template
    templates|specification|drawing|form|forms|vendor|accounts|management accounts|annual accounts|meeting|meetings
    minutes|email|e-mail|letter|schedule|filing|valuation|snapshot|accrual|milestone|webinar|webinars|release notes
    benchmark|index|direct debit
    settlement|budget|forecast|forecasting|credit check|deposit protection|tender|tenders|grant|grants|donation
    donations|timetable|season ticket|reading|meter reading|trip|camp|league|dividend|mortgage|loan|loans
    submission|submissions|enquiry|backlog|roadmap|sprint|release|version|prototype|manual|brief|bonus
"""
"""What work, software and services have to do with, and what nobody is billed by itself on a line with a month."""
_DEALS = """
    order|orders|order form|invoice|invoices|bill|bills|billing|invoicing|payment|payments|delivery|deliveries|renewal
    renewals|shipping|shipment|dispatch|booking|bookings|deposit|quote|quotes|quotation|proposal|purchase order
    purchase orders|credit|refund|refunds|claim|claims|voucher|vouchers|coupon|coupons|promotion|promotions|discount
    receipt|receipts|return|reminder|reminders|cancellation|cancellations|instalment|termination|notice|offer|options
    update|updates
"""
"""What is itself billed, paid or given in a month, so that only its handling is a service that has the month."""
_HANDLED = "reminder|reminders|booking|bookings|claims"
"""What may stand between."""
_HEADS = """
    software|service|services|support|management|portal|platform|system|systems|scheme|package|plan|checks|checking
    tracker|tracking|feed|feeds|printing|writing|handling|processing|subscription|licence|license|licences|licenses
    hosting|monitoring|maintenance|cleaning|hire|staff|staffing|cover|labour|labor|worker|workers|answering|recording
    forwarding|routing|handler|handlers|centre|center|app|module|tool|tools|dashboard|database|helpdesk|desk|gateway
    engine|api|analytics|automation|administration|admin|builder|generator|scanning|archiving|storage|rental|assistant
    assistance|coordination|coordinator|team|retainer|consultancy|consulting|consultant|consultants|advisory|outsourcing
    bookkeeping|payroll|accounting|gardening|catering|security|engineer|engineers|developer|developers|development
    designer|designers|editor|editors|nurse|nurses|driver|drivers|packing|manufacturing|research|calibration
    translation|marketing|alerts
"""
_ACTIVITIES = """
    portal|platform|tracker|tracking|feed|printing|writing|handling|processing|monitoring|answering|gateway|automation
    administration|builder|generator|scanning|archiving|protection scheme|checks|checking|scheme|comparison|helpdesk
    control|fulfilment|fulfillment|dashboard|desk|app|api|matching|management system|management software
    management platform|management service|management services|tracking system|tracking software|processing service
    recovery service|outsourcing
"""
_DONE = "taking|mailing|sending|sorting|splitting|posting|picking|routing|chasing|entry|capture|capturing"
"""What is done with deals, and to nothing else that is sold."""
_SOLD = "software|service|services|system|platform|tool|app|subscription"
_PRODUCTS = """
    call charges|call costs|call credits|call bundle|call bundles|call packages|call minutes|call allowance|calling plan
    phone charges|phone calls|phone cover|phone answering|letter box rental|conference calls|conference calling
    conference bridge|conference line|minimum fee|minimum monthly fee|minimum fees|minimum charge|minimum monthly charge
    minimum usage fee|podcast sponsorship|newsletter sponsorship|website sponsorship|show sponsorship|radio sponsorship
    sponsorship of podcast|half page|half-page|credit report service|credit reports|statement of work writing
    preisvergleich software|rechnungssoftware|rechnungsprogramm|bestellsystem|buchungssystem
    auftragsverwaltung|auftragsabwicklung|zahlungsabwicklung|terminbuchungssystem|angebotssoftware
    logiciel de facturation|logiciel de devis|logiciel d'audit|gestion des commandes|gestion des paiements
    gestion des contrats|gestion des factures|traitement des commandes|plateforme de paiement|contrat de maintenance
    contrat d'entretien|software de facturación|software de presupuestos|gestión de pedidos|gestión de cobros
    gestión de pagos|contrato de mantenimiento|contrato de soporte|software di fatturazione|software preventivi
    gestione ordini|gestione fatture|gestione pagamenti|contratto di manutenzione|contratto di assistenza
    facturatiesoftware|factuurverwerking|orderverwerking|betalingsverwerking|onderhoudscontract|servicecontract
    software de faturação|gestão de encomendas|gestão de pagamentos|contrato de manutenção|contrato de assistência
"""
_CONTRACTS_FOR = """
    service|services|servicing|maintenance|support|cleaning|gardening|grounds|landscaping|hire|rental|security
    monitoring|care|hosting|calibration|waste|catering|lift|boiler|it support|facilities
"""
_CHANGED = """
    extension|variation|amendment|change|changes|review|end|exit|start|breach|dispute|transfer|signing|signature
    increase|rise|reduction|adjustment|cut|fee|fees|drop|hike|correction|error
"""
"""What is done to a contract or a price, and is no service by it."""
_OF_CONTRACTS = "term|terms|period|length|start|end|year|date|no|nr|number|id|ref|value|renewal|extension|due|price"
"""What belongs to a contract, and may have the date instead of it."""
_ADVERTS = "advert|adverts|advertisement|advertisements|ad|ads|advertorial"
_ISSUES = "issue|edition"
# Small words lead to another thing; whatever else stands between may be the name of the service: contract IT support.
_BETWEEN = r"(?!(?:for|of|and|to|from|with|at|in|on|the|per|no|or|by|dated|[a-z]+ed) )[a-z]{2,12} "


def _any_of(words: str) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases(words), key=len, reverse=True))


_SUBJECT, _DEAL = _any_of(_SUBJECTS), _any_of(_DEALS)
_compound = re.compile(
    rf"(?!audit support)(?:(?:{_SUBJECT})[ -])+(?:(?:{_any_of(_HANDLED)}) )?(?:{_any_of(_HEADS)})(?!\w)"
    rf"|(?:contract|contractor) (?!(?:{_DEAL}|{_any_of(_CHANGED)}) ){_BETWEEN}(?:{_any_of(_HEADS)})(?!\w)"
    rf"|(?:(?:{_SUBJECT}|{_DEAL})[ -])+(?:{_any_of(_ACTIVITIES)})(?!\w)"
    rf"|(?:{_SUBJECT}) (?!(?:{_DEAL}|{_any_of(_CHANGED)}) ){_BETWEEN}(?:{_any_of(_SOLD)})(?!\w)"
    rf"|(?:{_DEAL}) (?:{_any_of(_DONE)})(?: services?)?(?!\w)"
    rf"|(?:{_any_of(_CONTRACTS_FOR)}) contracts?(?!\w| (?:{_any_of(_OF_CONTRACTS)})(?!\w)| [0-9]{{3,}}(?! ?-))"
    rf"|(?:{_any_of(_PRODUCTS)})(?!\w)"
    r"|payslips(?= x ?[0-9])"
).match
_FIRST_WORDS = frozenset(
    first_word(phrase)
    for words in (_SUBJECTS, _DEALS, _PRODUCTS, _CONTRACTS_FOR, "contractor|payslips")
    for phrase in phrases(words)
)
_IN_PRINT = frozenset(phrases(_ADVERTS) + phrases(_ISSUES))
_advert = re.compile(rf"(?<!\w)(?:{_any_of(_ADVERTS)})(?!\w)").search
_advert_here = re.compile(rf"(?:{_any_of(_ADVERTS)})(?!\w)").match
_issue_here = re.compile(rf"(?<=20[0-9]{{2}} )(?:{_any_of(_ISSUES)})(?!\w)").match


def name_of_service(text: str, begin: int, stop: int) -> int:
    """Return where the name of a service or of software ends whose first word stands in a lower-case text; else 0.

    An advert is had in the month of its issue.
    """
    word = text[begin:stop]
    match = _compound(text, begin) if word in _FIRST_WORDS else None
    if not match and word in _IN_PRINT:
        match = _advert_here(text, begin) or (_issue_here(text, begin) if _advert(text, 0, begin) else None)
    return match.end() if match else 0
