"""Words for what is paid or done once. All are written without their accents."""

from __future__ import annotations

CHARGED_ONCE = """
    booking fee|reservation fee|late return fee|late return charge|introducer commission|introduction commission
    introductory commission|sourcing fee|key money|lease premium|mid-term adjustment|mid term adjustment
    mid-term adjustment premium|mid term adjustment premium|adjustment premium|return premium|mta premium|mta
    finder s fee|agent s fee
    broker s fee|pas-de-porte|schlusselgeld|abstandszahlung|buchungsgebuhr
    reservierungsgebuhr|frais de reservation|pas de porte|droit au bail|droit d entree|gastos de reserva
    traspaso de local|spese di prenotazione|buona entrata|boekingskosten|reserveringskosten|sleutelgeld|taxa de reserva
"""
"""What is charged once, whatever the days are, where it ends its clause or leads to what it is for."""
ONCE = """
    arrangement fee|arrangement fees|documentation fee|documentation fees|document fee|stamp duty|broker fee|broker fees
    brokerage fee|origination fee|facility fee|acceptance fee|option to purchase fee|purchase option fee|guarantor fee
    referencing fee|credit check fee|tenant find fee|tenant finder fee|finders fee|introduction fee|introducer fee
    early settlement fee|early settlement|early repayment fee|reminder fee|late fee|late payment fee|dishonour fee
    transfer fee|assignment fee|amendment fee|variation fee|re-letting fee|reletting fee|registration fee|enrolment fee
    joining charge|dilapidations|dilapidation|excess mileage|buyout|buy-out|buy out|end of lease charge|disposal fee
    abschlussgebuhr|bearbeitungsgebuhr|vermittlungsprovision|maklerprovision|maklergebuhr|kaufoption|mahngebuhr
    vertragsgebuhr|stempelgebuhr|mehrkilometer|schlussabrechnung leasing|frais de courtage|frais d agence
    frais d acte|droit de timbre|droits d enregistrement|frais de relance|honoraires de location
    depassement kilometrique
    option d achat|gastos de formalizacion|comision de apertura|gastos de gestoria|actos juridicos documentados
    opcion de compra|exceso de kilometraje|spese di istruttoria|imposta di bollo|imposta di registro
    spese di agenzia|riscatto|opzione di acquisto|chilometri eccedenti|afsluitkosten|afsluitprovisie|bemiddelingskosten
    administratiekosten eenmalig|aanmaningskosten|koopoptie|meerkilometers|taxa de abertura|imposto do selo
    imposto de selo
    comissao de abertura|opcao de compra
    one-off|one off|oneoff|one-time|one time|once-off|once off|non-recurring|set-up fee|set-up fees|set up fee
    set up fees|setup fee|setup fees|set-up charge|set-up cost|set-up costs|setup charge|setup cost|setup costs
    set up charge|set up cost|set up costs|activation fee|activation fees|activation charge|installation fee
    installation fees|installation charge|installation cost|installation costs|install fee|onboarding fee
    onboarding fees|onboarding charge|joining fee|joining fees|establishment fee|establishment fees|connection fee
    implementation fee|implementation fees|provisioning fee|commissioning fee|sign-up fee
    signup fee|sign up fee|application fee|einmalig|einmalige|einmaliger|einmaliges|einmalkosten|einmalgebuhr
    einrichtungsgebuhr|einrichtungsgebuhren|einrichtungskosten|einrichtungspauschale|aktivierungsgebuhr
    aktivierungskosten|installationskosten|installationspauschale|anschlussgebuhr|aufnahmegebuhr
    bereitstellungsgebuhr|bereitstellungsentgelt|frais de mise en service|frais d installation|frais d activation
    frais d adhesion|frais d ouverture|frais de dossier|frais de mise en place|frais de parametrage
    frais d inscription|frais de raccordement|cout d installation|ponctuel|ponctuelle|gastos de alta|coste de alta
    costes de alta|cuota de alta|tarifa de alta|gastos de instalacion|coste de instalacion|costes de instalacion
    cuota de activacion|gastos de activacion|cuota de inscripcion|pago unico|unica vez|costi di attivazione
    costo di attivazione|contributo di attivazione|costi di installazione|costo di installazione|quota di iscrizione
    quota d iscrizione|una tantum|eenmalig|eenmalige|activeringskosten|installatiekosten|aansluitkosten
    opstartkosten|inschrijfgeld|instapkosten|taxa de adesao|taxa de ativacao|taxa de instalacao|taxa de inscricao
    custo de instalacao|custos de instalacao|pagamento unico
"""
"""What is paid once."""
RENEWALS = "renewal|renewals|verlangerung|renouvellement|renovacion|rinnovo|verlenging|renovacao"
"""What is paid for once a contract goes on."""
BEGINNINGS = """
    admin fee|administration fee|processing fee|handling fee|bearbeitungsgebuhr|frais de gestion|gastos de gestion
    spese di gestione|administratiekosten|taxa administrativa
    installation|setup|set-up|set up|onboarding|activation|implementation|connection|commissioning|provisioning
    einrichtung|aktivierung|inbetriebnahme|installation de|mise en service|alta|instalacion|attivazione
    installazione|activering|installatie|aansluiting|ativacao|instalacao
"""
"""What is done once, before a service begins."""
CONTRACTS = """
    contract|contracts|subscription|plan|lease|agreement|licence|license|membership|hosting|policy
    tenancy|vertrag|abo|abonnement|lizenz|leasing|mietvertrag|contrat|bail|forfait|contrato
    suscripcion|licencia|contratto|abbonamento|licenza|canone|affitto|licentie|assinatura
    licenca|plano|mensalidade
"""
"""What then has the period."""
LETTINGS = "rental|hire|miete|location|alquiler|noleggio|huur|aluguel"
"""What may as well take the days of a one-off job."""
DEEDS = """
    legal work|conveyancing|drafting|agreement drafting|preparation
    agreement preparation|lease preparation|letting fee|letting fees|lettings fee|inventory|check-in|check in|check-out
    check out|checkout|delivery|delivery charge|delivery charges|delivery fee|collection charge|collection fee
    negotiation
    negotiations|execution|registration|stamping|review of|advice on|renewal fee|admin fee|administration fee
    commission|traspaso|letting commission|referral fee|referral fees|referral commission|damage charge|damage charges
    damage repair|damage repairs|excess charge|excess charges|excess mileage charge|fuel|petrol|diesel|fuel charge
    fuel charges|refuelling|refuelling charge|valeting charge|kraftstoff|tankkosten|carburant|frais de carburant
    combustible|carburante|brandstof|brandstofkosten|schadekosten|combustivel|courtage|comision|provvigione|commissie
    comissao|vermittlung
    processing fee|cancellation fee|settlement fee|final settlement|return|handover|survey|valuation
    schedule of condition
    schedule of dilapidations|inspection|end inspection|anwaltskosten|vertragserstellung|vertragsentwurf
    ubergabeprotokoll|liefergebuhr
    lieferkosten
    frais de livraison|frais d avocat|redaction|redaction du bail|etat des lieux|honoraires d avocat
    gastos de entrega|gastos legales|redaccion|inventario|honorarios de abogado|spese legali|redazione|spese di consegna
    redazione del contratto|inventario|juridische kosten|opstellen|leveringskosten|bezorgkosten|inventarisatie
    honorarios de advogado|redacao|custos de entrega|taxa de entrega|despesas legais
"""
"""What is done, or charged, once about a contract that is named apart."""
CHARGED_FOR = """
    legal|lawyer|lawyers|solicitor|solicitors|notary|survey|surveyor|surveyors|valuation|agent|agents|agency|referencing
    inspection|drafting|preparation|negotiation|registration|search|searches|filing|stamping|credit check|admin setup
"""
CHARGES = "fee|fees|cost|costs|charge|charges"
"""What is charged once for such deeds: survey fee."""
THINGS = """
    router|routers|modem|modems|hardware|handset|handsets|handheld|phone|phones|smartphone|smartphones|iphone|iphones
    laptop|laptops|notebook|tablet|tablets|ipad|device|devices|printer|printers|copier|photocopier|monitor|monitors|pc
    pcs|computer|computers|server|servers|switch|firewall|terminal|terminals|headset|headsets|camera|cameras|equipment
    unit|units|machine|machines|dongle|sim|sims|antenna|dish|box|hub|meter|kit|gerat|gerate|endgerat|endgerate|drucker
    kopierer|telefon|handy|routeur|materiel|appareil|appareils|ordinateur|imprimante|telephone|equipo|equipos|impresora
    ordenador|telefono|dispositivo|dispositivos|stampante|apparecchio|apparecchiatura|apparaat|toestel|toestellen|laptop
    aparelho|equipamento|equipamentos|impressora|telefone
"""
"""Things that are sold beside a contract for what is done with them."""
SERVICES = """
    support|maintenance|service|rental|leasing|lease|hosting|care|managed|wartung|*wartung|betreuung|*miete|entretien
    maintenance|mantenimiento|soporte|manutenzione|assistenza|onderhoud|huur|beheer|manutencao|suporte
"""
"""What is done with such a thing where it stands before it."""
SOLD = """
    supplied|supply|supplies|sold|sale|purchase|purchased|provided|included|incl|cost|costs|only|new|geliefert|kauf
    fourni|fournie|vendu|achat|suministrado|vendido|compra|fornito|venduto|acquisto|geleverd|verkocht|fornecido
"""
"""What may stand directly behind such a thing."""
WITH = "for|with|on|w|to go with|fur|mit|zu|zum|pour|avec|para|con|per|voor|met|bij|com"
"""What joins a thing to its contract."""
AGREED = (
    "contract|contracts|agreement|plan|*vertrag|vertrag|contrat|forfait|contrato|contratto|abbonamento|*contract|plano"
)
"""The contracts of which a thing's name does not tell that it is let: an equipment lease is one."""
ABOUT = (
    "re|regarding|about|on|at|in relation to|bezuglich|betreffend|concernant|sobre|relativo|riguardo|inzake|betreffende"
)
"""What leads to the contract that a deed is about."""
