"""Words to which a term belongs that is not the service's: of a bill, a delivery, a warranty, or a rule of keeping.

All are written without their accents.
"""

from __future__ import annotations

PAYMENTS = """
    repay|repays|to repay|payment holiday|payment plan|payment period|vencimento
    credit account|trade credit|skonto|auf raten|a credit|a temperament|a plazos|en plazos|a rate|in rate|afbetaling
    op afbetaling|a prestacoes|em prestacoes
    payment|payments|payment term|payment terms|terms of payment|credit terms|payable|repayable|repayment
    repayments|repaid|paid off|financed|finance|financing|hire purchase|hire-purchase|interest free|credit
    credit period|loan|mortgage|settlement|settlement period|payback|payback period|pay back|maturity|matures
    zahlbar|fallig|zahlung|zahlungen|zahlungsziel|zahlungsfrist|zahlungsbedingungen|zahlungskonditionen
    zahlungsziele|finanziert|finanzierung|ratenkauf|mietkauf|ratenkredit|kredit|darlehen|ruckzahlbar
    ruckzahlung|tilgung|paiement|paiements|reglement|payables|finance en|financement|pret|emprunt|location-vente
    remboursable|echeance|delai de paiement|delais de paiement|conditions de paiement|modalites de paiement|pago
    pagos|pagadero|pagadera|pagaderos|financiado|financiada|financiacion|financiamiento|credito|prestamo
    plazo de pago|condiciones de pago|forma de pago|vencimiento|pagamento|pagamenti|pagabile|rateizzato|finanziato
    finanziata|finanziamento|prestito|mutuo|termini di pagamento|termine di pagamento|condizioni di pagamento
    scadenza|betaling|betalingen|betaalbaar|te betalen|betalingstermijn|betaaltermijn|betalingsvoorwaarden
    betalingscondities|gefinancierd|financiering|huurkoop|krediet|lening|pagavel|financiamento|emprestimo
    prazo de pagamento|condicoes de pagamento|forma de pagamento
"""
"""By when something is to be paid, or over how long."""
DAYS_NET = "net|netto|rein netto"
"""What days alone belong to: net 30 days; net 12 months may be a price without its tax."""
TERMS = "terms"
TERMS_OF_CONTRACTS = """
    contract|lease|leasing|subscription|licence|license|rental|hire|agreement|service|services|support|hosting
    tenancy|insurance|membership
"""
"""Whose terms are the service's own: lease terms, 5 years from 1 May 2026."""
DELIVERIES = """
    liefertermin|liefertermine|levertermijn
    available in|available within|verfugbar in|disponible sous|disponible dans|disponible en|disponibile in
    disponibile entro|disponivel em|beschikbaar in|beschikbaar binnen
    delai de livraison|delais de livraison|delai de fabrication|delai de production|delai d execution
    delai d expedition|delai de realisation|delai de traitement|delai de carence|plazo de entrega|plazos de entrega
    plazo de envio|plazo de produccion|plazo de fabricacion|plazo de ejecucion|plazo de instalacion
    tiempo de entrega|tempi di consegna|tempo di consegna|tempi di produzione|tempi di spedizione
    tempi di lavorazione|tempi di realizzazione|termine di consegna|termini di consegna|prazo de entrega
    prazos de entrega|prazo de producao|prazo de fabrico|prazo de execucao|prazo de envio|prazo de instalacao
    time of delivery|date of delivery|delivery|deliveries|delivers|delivered|delivery time|delivery date
    delivery period|delivery lead time|lead time|lead-time|lead times|eta|etd|completion|completed|completion date
    completion time|dispatch|dispatched|despatch|ships|shipped|shipping|shipment|shipping time|turnaround
    turnaround time|ready|arrival|arrives|build time|production time|manufacturing time|processing time|waiting time
    wait time|response time|lieferung|auslieferung|lieferzeit|lieferzeiten|lieferfrist|lieferbar|fertigstellung
    fertig|bearbeitungszeit|produktionszeit|durchlaufzeit|wartezeit|versand|versandfertig|livraison|delai|delais
    expedition|fabrication|achevement|livrable|livre|entrega|entregas
    envio|finalizacion|consegna|consegne|tempi
    spedizione|completamento|levering|leveringen|levertijd
    leveringstermijn|doorlooptijd|oplevering|oplevertermijn|verzending|wachttijd
    conclusao
"""
"""When something will be there."""
DELIVERED_OFTEN = """
    kit|kits|box|boxes|produce
    newspaper|newspapers|paper|magazine|meal|meals|milk|bread|fruit|food|veg|vegetable|grocery|groceries|parcel
    parcels|mail|courier|water|gas|oil|flower|flowers|linen|laundry|coffee|daily|weekly|home|express|content|video
    news|service
"""
"""Whose delivery is a service of its own."""
WARRANTIES = """
    garantie legale|garantie commerciale|garantie decennale|garantie du fabricant|garantie du constructeur
    garantia legal|garantia oficial|garantia comercial|garanzia ufficiale|garanzia legale|garanzia convenzionale
    garanzia del produttore|warranty|warranties|guarantee|guarantees
    guarantee period|warranty period|warranty term|warranty cover
    period of warranty|warranted|guaranteed|under warranty|garantie|garantien|garantiezeit|garantiezeitraum
    garantiefrist|herstellergarantie|werksgarantie|gewahrleistung|gewahrleistungsfrist|gewahrleistungszeit|garanties
    sous garantie|garantie constructeur|garantie fabricant|periode de garantie|duree de garantie|garanti|garantia
    garantias|garantia de fabrica|garantia del fabricante|periodo de garantia|garantizado|garanzia|garanzie
    garantito|periodo di garanzia|fabrieksgarantie|garantieperiode|garantietermijn|garantia do fabricante
    prazo de garantia
"""
"""What holds good beside a thing that is sold."""
EXTENDED = """
    extended|bank|erweiterte|verlangerte|extendida|ampliada|verlengde|uitgebreide|estendida|estensione di
    extension de|extension of|ampliacion de|extensao de|extensao da|prolongation de
"""
"""Before a warranty that is sold itself."""
BESIDE = "incl|including|inclusive|with|plus|and|mit|inkl|und|avec|inclus|et|con|incluye|y|met|en|com|e|w"
"""What a thing has a warranty with."""
LIVES = """
    useful life|shelf life|asset life|economic life|service life|working life|battery life|design life|product life
    expected life|life span|lifespan|life expectancy|depreciation|depreciated|depreciate|depreciates|amortisation
    amortization|amortised|amortized|payback|bond|bond held|retention|retentions|retention period|data retention
    defects liability|defects liability period|defects period|liability period|dlp|restraint of trade|restraint
    non-compete|noncompete|non-solicit|non-solicitation|exclusivity|exclusivity period|confidentiality|embargo
    moratorium|probation|probation period|probationary period|garden leave|gardening leave|vesting
    statute of limitations|nutzungsdauer|lebensdauer|haltbarkeit|haltbar|abschreibung|abschreibungsdauer
    abschreibungszeitraum|afa|kaution|aufbewahrung|aufbewahrungsfrist|aufbewahrungsdauer|probezeit|wettbewerbsverbot
    sperrfrist|verjahrung|mangelhaftung|karenzzeit|duree de vie|duree d utilisation|amortissement|amortissements
    duree de conservation|conservation des donnees|periode d essai|non-concurrence|clause de non-concurrence
    retenue de garantie|vida util|amortizacion|depreciacion|periodo de conservacion|conservacion
    conservacion de datos|periodo de prueba|no competencia|fianza|caducidad|vita utile|ammortamento|ammortamenti
    conservazione|conservazione dei dati|periodo di prova|non concorrenza|patto di non concorrenza|levensduur
    houdbaarheid|houdbaar|afschrijving|afschrijvingstermijn|bewaartermijn|bewaarplicht|proeftijd|concurrentiebeding
    borg|amortizacao|depreciacao|prazo de validade|periodo de conservacao|conservacao|conservacao de dados
    periodo experimental|nao concorrencia|caucao
"""
"""How long a thing lasts, is written off, kept or forbidden."""
NAMES_OF_LIVES = "surety|fidelity|staff|customer|client|talent|insurance"
"""Whose bond or retention is a service of its own."""
KEPT = """
    retained|kept|stored|archived|held|saved|locked|locked in|fixed|frozen|capped|discount|discounts|discounted
    price lock|price-lock|rate lock|price protection|aged|age|old|matured|aufbewahrt|gespeichert|archiviert
    gesichert|festgeschrieben|rabatt|rabatte|alt|preisgarantie|preisbindung|conserve|conservee|conserves|conservees
    archivee|archivees|stocke|stockes|stockees|remise|rabais|agee|prix bloque|prix garanti
    conservado|conservada|conservados|conservadas|guardado|guardada|guardados|guardadas|almacenado|almacenada
    almacenados|almacenadas|archivado|archivados|descuento|edad|precio fijo|conservato|conservata|conservati
    conservate|archiviato|archiviata|archiviati|archiviate|sconto|prezzo bloccato|bewaard|opgeslagen|gearchiveerd
    korting|oud|vaste prijs|armazenado|armazenada|armazenados|armazenadas|arquivado|arquivada|arquivados|arquivadas
    desconto|idade|preco fixo
"""
"""How long something stays as it is."""
KEPT_FOR_HIRE = """
    goods|pallet|pallets|furniture|container|containers|boat|boats|vehicle|vehicles|car|cars|caravan|caravans|stock
    boxes|box|tyres|machinery|equipment|wine|class|classes|course|courses|workshop|workshops|session|sessions|lessons
"""
"""What is stored, or held, as a service."""
FILLERS = """
    ,|valid|valide|valida|valido|gultig|geldig
    in|within|for|over|of|is|are|at|up to|the|a|an|period|term|after|to|up|included|incl|covering|covers|again
    of up to|binnen|innerhalb|von|auf|uber|fur|im|den|der|das|dans|sous|pendant|sur|durant|de|du|pour|por|durante|en
    entro|per|di|voor|gedurende|op|em|no|las|los|le|les|il|la
"""
"""What may stand between what owns a term and the term, the sign of a clause's end among it."""
IN = "in|within|binnen|innerhalb|dans|sous|entro|em|en"
"""By when, and not how long."""
LINKS = "of|for|fur|von|der|zur|de|d|du|des|pour|del|para|di|della|dei|per|van|voor|do|da"
"""What joins a word to the name of a service before it: plateforme de paiement."""
DURATIONS = """
    period|term|time|duration|date|dauer|zeitraum|frist|duree|periode|delai|date|periodo|duracion|plazo|tiempo|fecha
    durata|termine|tempo|data|duur|termijn|periode|prazo|duracao
"""
"""What is no service that a word names behind it: période de garantie."""
OF = """
    of|for|on|covering|from|about|over|re|regarding|with|fur|von|uber|zu|zum|zur|der|des|pour|de|d|du|sur|del|para
    sobre|di|della|dei|per|su|van|voor|do|da|dos|das|a
"""
"""What leads to the object of work."""
