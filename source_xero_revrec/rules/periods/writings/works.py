"""Words for the object of work, such as an audit, accounts, a return, a report or a budget.

All are written without their accents; "*bericht" is the end of a long word.
"""

from __future__ import annotations

OBJECTS = """
    data purchase|historic data purchase|historical data purchase|data extract|data extracts|data extraction|data export
    data dump|data download|log extract|tax investigation|tax investigations|tax enquiry|tax inquiry|hmrc enquiry
    hmrc investigation|ird audit|irs audit|vat inspection|vat investigation|vat enquiry|tax enquiries|payroll audit
    loss adjustment|forensic accounting|claims history|datenexport|datenauszug|betriebsprufung|*prufung finanzamt
    extraction de donnees|achat de donnees|controle fiscal|extraccion de datos|compra de datos|inspeccion fiscal
    inspeccion de hacienda|estrazione dati|acquisto dati|verifica fiscale|accertamento fiscale|data-export
    belastingcontrole|boekenonderzoek|extracao de dados|compra de dados|inspecao fiscal
    ct #|p # d|p # d forms|p # ds|p # s|p # forms|p #|sa #|# forms|form #|w # forms|ir #|bas statement|fbt return
    fbt returns
    tax credit claim|tax credit claims|r d claim|r d tax claim|r d report
    gift aid claim|gift aid claims|gift aid repayment claim|vat claim|vat refund claim|vat reclaim
    capital allowances claim
    grant claim|grant claims|insurance claim|ixbrl|ixbrl tagging|ixbrl accounts|xbrl tagging|independent examination
    independent examinations|secr disclosure|secr report|esg disclosure|csrd report|csrd disclosure|disclosure
    disclosures
    carbon footprint|carbon footprint calculation|carbon calculation|footprint calculation|emissions calculation
    carbon audit|confirmation statement|eofy work|year end work|year-end work|stock valuation|year-end reconciliation
    service charge accounts|service charge reconciliation|cost audit|tax computation|tax computations|tax calculation
    tax reconciliation|self assessment|self-assessment|tax assessment|bonus calculation|commission calculation
    transfer pricing documentation|benchmarking study|cam reconciliation|workers compensation audit
    jahresmeldung|jahresmeldungen|*kostenabrechnung|*kostenabrechnungen|hausgeldabrechnung|jahresabrechnung
    wohngeldabrechnung|heizkostenabrechnung|steuererklarung|korperschaftsteuer|korperschaftsteuererklarung
    gewerbesteuer|gewerbesteuererklarung|umsatzsteuererklarung|einnahmenuberschussrechnung|einnahmen-uberschuss-rechnung
    e-bilanz|co # bilanz|co -bilanz|lohnsteuerjahresausgleich|spendenbescheinigung|euer
    impot sur les societes|impots sur les societes|declaration 2065|declaration 2035|bilan carbone|bilan annuel
    regularisation de charges|regularisation des charges|credit d impot|cir|credit impot recherche
    dossier cir|dsn annuelle|decompte de charges|reddition des comptes|approbation des comptes
    impuesto de sociedades|impuesto sobre sociedades|impuesto sobre la renta|irpf|modelo #|huella de carbono
    calculo de huella de carbono|liquidacion de gastos|memoria anual|cierre contable
    cierre fiscal|imposta sul reddito|imposte sui redditi|modello redditi|modello #|modello unico|dichiarazione #
    dichiarazione iva annuale|certificazione unica|certificazioni uniche|bilancio di sostenibilita|impronta di carbonio
    rendiconto|rendiconto condominiale|consuntivo|vennootschapsbelasting|inkomstenbelasting|omzetbelasting
    servicekostenafrekening|jaarafrekening|afrekening servicekosten|samenstellingsverklaring|controleverklaring
    co # voetafdruk|footprintberekening|imposto sobre o rendimento|declaracao de irc|imposto de renda
    pegada de carbono|relatorio de sustentabilidade|fecho de contas|encerramento de contas|prestacao de contas
    aangifte inkomstenbelasting|aangifte omzetbelasting|aangifte vennootschapsbelasting|dichiarazione redditi
    declaracion renta|declaracion iva|declaration tva|declaration impots|declaracao irs|declaracao iva
    financial statements|financial statement|statements|annual accounts|management accounts|statutory accounts
    final accounts|year-end accounts|year end accounts|financial accounts|group accounts|consolidated accounts
    company accounts|trust accounts|special purpose accounts|audited accounts|draft accounts|tax return|tax returns
    return|returns|gst return|gst returns|vat return|vat returns|bas|ias|bas lodgement|gst filing|vat filing
    tax filing|report|reports|annual report|budget|budgets|forecast|forecasts|cash flow forecast|data load
    data loads|data import|historical data|historic data|historical records|historical data load
    historical data import|historical data migration|backlog|digitised|digitized|scanned|transcribed|data imported
    data migrated|data loaded|records imported|records migrated|jahresabschluss|jahresabschlusse|jahresabschlusses
    zwischenabschluss|quartalsabschluss|konzernabschluss|bilanz|bilanzierung|*erklarung|*erklarungen|*voranmeldung
    *voranmeldungen
    bericht|berichte|*bericht|*berichte|auswertung|auswertungen|digitalisiert|gescannt|comptes annuels
    etats financiers|comptes consolides|bilan|bilan comptable|liasse|liasse fiscale|declaration|declarations
    declaration fiscale|declaration de tva|rapport|rapports|rapport annuel|numerise|numerisee|numerises|numerisees
    cuentas anuales|estados financieros|declaracion|declaraciones|declaracion de la renta|informe|informes
    informe anual|presupuesto|presupuestos|digitalizado|digitalizados|digitalizadas|bilancio|bilanci
    bilancio d esercizio|bilancio annuale|dichiarazione|dichiarazioni|dichiarazione iva|relazione|relazione annuale
    rapporto|rapporti|digitalizzato|digitalizzati|digitalizzate|jaarrekening|jaarrekeningen|jaarstukken|aangifte
    aangiften|*aangifte|*aangiften|rapporten|verslag|verslagen|jaarverslag|jaarcijfers|begroting|gedigitaliseerd
    gescand|contas anuais|demonstracoes financeiras|declaracoes|declaracao|relatorio|relatorios|orcamento|orcamentos
    balanco|balanco anual
"""
"""What is made about a time, or out of what a time left behind."""
AUDITS = """
    audit|audits|external audit|internal audit|annual audit|statutory audit|year-end audit|year end audit
    financial audit|abschlussprufung|jahresabschlussprufung|buchprufung|wirtschaftsprufung|audit des comptes
    audit legal|commissariat aux comptes|auditoria|auditoria externa|auditoria de cuentas
    revisione contabile|revisione legale|accountantscontrole|jaarrekeningcontrole|auditoria de contas
"""
"""Work that looks at a time; in few days it is done, and not looked at."""
YEAR_OBJECTS = "accounts"
"""What is made about the year that is named with its end."""
LOOKED_AT = """
    analysis|analyses|review|reviews|evaluation|reconstruction|analyse|analysen|auswertung|analisis|evaluacion
    analisi|beoordeling|avaliacao
"""
"""Work that has an object where one is named behind it: analysis of Q1 2026."""
FEES = "fee|fees|charge|charges|cost|costs|gebuhr|honorar|kosten"
YEARS = "#|exercice|ejercicio|esercizio|geschaftsjahr|wirtschaftsjahr|boekjaar|exercicio|zeitraum|periode|periodo"
"""What may stand between an object and the year that it is of."""
PREPARED = "preparation"
"""What follows an object whose year is that of the service; the preparation of accounts is work on them."""
NAMES_OF_SERVICES = """
    support|software|licence|license|licences|licenses|subscription|subscriptions|tool|tools|platform
    hosting|training|consulting|consultancy|system|systems|insurance|management|storage|rental|server|assistance
    advice|advisory|app|module|portal|automation|maintenance|retainer|help|logiciel|licencia|licenza|licenca
    licentie|lizenz|abonnement|suscripcion|abbonamento|assinatura|plateforme|plataforma|piattaforma|outil
    herramienta|strumento|programa|programma|ferramenta|solution|unterstutzung|wartung|assistenza|asistencia
    assistencia|soporte|supporto|suporte|ondersteuning|beratung|conseil|consultoria|consulenza|advies
"""
"""What a service is called that has to do with such work, before it or behind it: audit support."""
