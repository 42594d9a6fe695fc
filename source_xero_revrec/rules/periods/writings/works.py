"""Words for the object of work, such as an audit, accounts, a return, a report or a budget.

All are written without their accents; "*bericht" is the end of a long word.
"""

from __future__ import annotations

OBJECTS = """
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
    zwischenabschluss|quartalsabschluss|konzernabschluss|bilanz|bilanzierung|*erklarung|*erklarungen|*voranmeldung|*voranmeldungen
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
