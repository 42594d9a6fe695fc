"""Words for what is paid or done once. All are written without their accents."""

from __future__ import annotations

ONCE = """
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
BEGINNINGS = """
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
