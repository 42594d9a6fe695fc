"""Words for what holds good in a period without being its service, for windows of time and bases of reckoning.

All are written without their accents.
"""

from __future__ import annotations

VALID = """
    valid|validity|apply|applies|applicable|applied|effective|redeemable|gultig|gultigkeit|gilt|gelten|geltend
    valable|valables|valide|valides|validite|applicable|applicables|valido|valida|validos|validas|vigente|vigentes
    validez|vigencia|validita|valevole|validi|valide|applicabile|geldig|geldigheid|geldend|valabile|validade
"""
"""What says that something holds good."""
RIGHTS = """
    licence|license|licences|licenses|licensing|subscription|subscriptions|membership|memberships|pass|passes|permit
    permits|policy|cover|insurance|support|maintenance|hosting|domain|domains|ssl|tls|wildcard|signing|plan|plans
    contract|agreement|access|card|season|seat|seats|service|services|warranty|guarantee|registration|software
    retainer|tenancy|lease|hire|rental|token|key|account|ticket|travelcard|railcard|vignette|lizenz|lizenzen
    *lizenz|abo|*abo|abonnement|*abonnement|mitgliedschaft|vertrag|*vertrag|versicherung|*versicherung|ausweis
    *karte|karte|wartung|domaine|abonnements|adhesion|assurance|contrat|carte|forfait|acces|licencia|licencias
    suscripcion|contrato|seguro|abono|tarjeta|dominio|acceso|licenza|licenze|abbonamento|abbonamenti|contratto
    assicurazione|polizza|tessera|accesso|licentie|licenties|lidmaatschap|contract|verzekering|kaart|pas|toegang
    licenca|licencas|assinatura|cartao|acesso|apolice|poliza|dominios|warranties|abos|parking|*pas|*pass
"""
"""What is itself had for as long as it is valid."""
PAPERS = """
    certificate|certificates|cert|zertifikat|*zertifikat|bescheinigung|*bescheinigung|prufbericht|certificat|attestation
    certificado|certificato|attestato|certificaat|keuringsrapport|atestado
"""
"""What was made in a day, and tells how long it holds good."""
PAPERS_HAD = "ssl|tls|wildcard|signing|san|ev|ov|dv|tsl|domain|server|https|code"
"""What names a certificate that is had while it is valid."""
OFFERS = """
    price lock|price-lock|price hold|price freeze|price guarantee|price protection|rate lock|preisgarantie|preisbindung
    prix bloque|prix garanti|garantie de prix|precio garantizado|precio fijo garantizado|prezzo bloccato|prijsgarantie
    preco garantido
    discount|discounts|discount code|promo code|promotion code|promotional code|coupon|coupons|voucher code|sale price
    special price|promotional price|early bird|early bird price|early bird rate|early-bird|flash sale|summer sale
    winter sale|spring sale|clearance sale|friday deal|friday sale|friday deals|monday deal|special offer|sale
    promo|promo price|introductory price|rabatt|rabattcode|aktionspreis|sonderpreis|fruhbucherrabatt|gutscheincode
    sonderangebot|rabattaktion|remise|code promo|code promotionnel|soldes|prix promotionnel|offre speciale
    bon de reduction
    descuento|codigo promocional|codigo de descuento|cupon|oferta especial|precio especial|rebajas|sconto
    codice sconto|codice promozionale|buono sconto|offerta speciale|prezzo speciale|saldi|korting|kortingscode
    kortingsactie|actieprijs|aanbieding|uitverkoop|desconto|codigo promocional|cupao|cupom|preco especial
    preco promocional|saldos|aktion
"""
"""For how long something may be bought for less."""
WINDOWS = """
    delivery window|delivery slot|collection window|pick-up window|pickup window|lead time|lead times|lead-time|shipping
    shipping window|shipping period|shipping date|shipping dates|shipment window|dispatch window|despatch window
    payment window|payment period|order period|ordering period|order window|ordering window|booking window
    booking period|return window|returns window|return period|returns period|redemption period|claim window
    claims period|claim period|application window|application period|enrolment window|enrolment period|entry period
    submission window|voting period|consultation period|cancellation window|cancellation period|tender period
    lieferfenster|lieferzeitraum|bestellzeitraum|buchungszeitraum|zahlungszeitraum|ruckgabefrist|ruckgabezeitraum
    bewerbungszeitraum|anmeldezeitraum|versandzeitraum|fenetre de livraison|periode de livraison
    periode de commande|periode de reservation|periode de paiement|periode de retour|periode d inscription
    delai de retour|ventana de entrega|periodo de entrega|periodo de pedido|periodo de reserva|periodo de pago
    periodo de devolucion|plazo de devolucion|plazo de inscripcion|finestra di consegna|periodo di consegna
    periodo di ordine|periodo di prenotazione|periodo di pagamento|periodo di reso|termine di reso|levervenster
    leverperiode|bestelperiode|boekingsperiode|betaalperiode|retourperiode|retourtermijn|inschrijfperiode
    janela de entrega|periodo de encomenda|periodo de reservas|periodo de pagamento|prazo de devolucao
"""
"""A span of days within which something is done."""
BETWEEN = """
    delivery|deliveries|deliver|delivered|to be delivered|pay|paid|payable|payment|order|orders|ordered|book|booked
    bookings|ship|shipped|shipping|ships|return|returns|collect|collection|arrive|arrives|arrival|install|installation
    dispatch|dispatched|redeem|apply|lieferung|lieferbar|zahlbar|zahlung|livraison|livrable|payable|paiement|entrega
    pago|pagadero|consegna|pagamento|pagabile|levering|betaling|betaalbaar
"""
"""What is done at some time between two dates."""
BASE_PERIODS = """
    valuation period|appraisal period|bewertungszeitraum|periode d evaluation|periodo de valoracion
    periodo di valutazione|waarderingsperiode|periodo de avaliacao
    period of reference|base period|baseline period|reference period|measurement period|lookback period
    look-back period|look back period
    observation period|comparison period|sample period|qualifying period|calculation period|averaging period|test period
    assessment period|bemessungszeitraum|bezugszeitraum|referenzzeitraum|vergleichszeitraum|berechnungszeitraum
    beobachtungszeitraum|basiszeitraum|periode de reference|periode de base|periode de calcul|periode de mesure
    periode d observation|periodo de referencia|periodo base|periodo de calculo|periodo de medicion
    periodo di riferimento|periodo di calcolo|periodo di misurazione|periodo di osservazione|referentieperiode
    basisperiode|meetperiode|berekeningsperiode|vergelijkingsperiode|periodo de medicao
"""
"""The time by whose figures something is reckoned."""
BASES = """
    based|calculated|computed|reckoned|indexed|basierend|berechnet|auf basis|auf grundlage|auf der grundlage|base
    bases|basee|basees|calcule|calculee|sur la base|basado|basada|calculado|calculada|en base|sobre la base|basato
    basata|calcolato|calcolata|sulla base|in base|gebaseerd|berekend|op basis|op grond|baseado|baseada|com base
"""
"""What leads to the figures by which something is reckoned: based on turnover."""
REVIEWED = """
    refundable|refunds|service interval|service intervals|service due|next service|re-test|retest|retesting|re-testing
    re-inspection|reinspection|next inspection|inspection interval|calibration interval|calibration due|review
    next review|follow-up|follow-up visit|follow-up inspection|follow-up test
    follow-up review|follow-up call|follow up|follow up visit|follow-up appointment|return visit|next visit
    check-up|revisit|lead-in|lead in|lead-in period|wartungsintervall|serviceintervall|nachprufung|wiedervorlage
    nachtermin|folgetermin|intervalle d entretien|contre-visite|visite de suivi|intervalo de mantenimiento
    visita de seguimiento|revision|proxima revision|intervallo di manutenzione|visita di controllo|prossima revisione
    onderhoudsinterval|herkeuring|vervolgafspraak|controleafspraak|intervalo de manutencao|visita de acompanhamento
    proxima revisao|rembourable|remboursable|reembolsable|rimborsabile|terugbetaalbaar|erstattbar|reembolsavel
"""
"""When something is looked at or done again, or how long it may be given back."""
FORBIDDEN = """
    restrictive covenant|restrictive covenants|covenant|covenants|snagging|snagging period|snag period|rectification
    rectification period|storage of logs|storage of recordings|storage of footage|storage of backups
    storage of cctv footage
    storage of personal data|retention of logs|retention of records|retention of data|retention of recordings
    aufbewahrung von protokollen|speicherung von protokollen|conservation des journaux|conservation des logs
    conservacion de registros|conservazione dei log|bewaren van logs|bewaring van logs|conservacao de registos
    notice period|standstill|standstill period|stillhaltefrist|nachbesserung|nachbesserungsfrist
"""
"""What is forbidden, kept or put right for a time behind the work."""
