"""What takes days, so that two numbers behind it are days: workshop, hire, Schulung, chantier.

All are written without their accents; "*wartung" is the end of a long word.
"""

from __future__ import annotations

OCCASIONS = """
    accommodation|advice|advisory|assembly|attendance|audit|backup|boarding|board|bookkeeping|bootcamp|break|bump-in
    camp|campaign|care|carnival|ceremony|charter|class hire|clean|clinic|coaching|commissioning|competition|conference
    configuration|congress|consultancy|consult|contest|contract|convention|course|cover|coverage|cruise|cutover
    day|deployment|design|development|dates|display|drainage|drilling|demo|demolition|event|events|excavation
    exhibition|expedition|expo|fair|fault|festival|fee|fees|filming|freight|fit-out|fitout|games|hackathon|hire|holiday
    hosting|hotel|ict|induction|inspection|install|installation|intensive|job|labor|labour|landscaping|lab|lease
    lesson|let|loan|locum|lodging|logistics|maintenance|management|market|meeting|migration|moving|night|nights
    offsite|off-site|onboarding|on-call|onsite|on-site|outage|outing|overtime|package|parade|payroll|period|photoshoot
    practice|prep|preparation|production|program|programme|project|promotion|protection|qa|refurb|refurbishment
    regatta|rehearsal|relief|removal|removals|rent|rental|rentals|repair|repairs|residency|retainer|retreat|review
    roadshow|roster|safari|sale|sales|scaffold|scaffolding|school|season|secondment|security|seminar|service|services
    set-up|setup|shift|shoot|show|shutdown|signage|spraying|stay|storage|study|summit|supervision|supply|support|survey
    symposium|team building|telehealth|testing|theatre|tour|tournament|tow|trade show|training|trainings|transfer
    transition|transport|travel|treatment|trial|trip|triathlon|uat|upgrade|usage|use|valuation|venue|visit|voyage
    wedding|week|weekend|work|works|workshop|workshops|expenses|wages|costs|charge|charges|courses|meetings|operations
    operation|premises|news|holidays|engineer|crew|crane|consultant|contractor|technician|photographer|nurse|nanny
    help|helpdesk|desk hire|assistance|appearance|engagement|placement|recruitment|assessment|stall|sitting|time
    up|down|out|off|over|in|period:|monitoring|gardening|mowing|pruning|harvest|shearing|milking|sprint review|call-out
    callout|standby|stand-by|bike hire|car hire|retreats|webinar|webinars|masterclass|residential|assignment|fieldwork
    fixture|exam|exams|match|carpentry|joinery|electrical|plumbing|masonry|surgery|therapy|rehab|daycare|childcare
    kennel|cattery|agistment|grazing|insurance|internet|broadband|subscription|licence|license|membership|access
    data|mobile|electricity|power|gas|water|freelance|freelancing|interim|temp|pass|ads|adwords|aws|azure|cloud|meals
    mileage|commission|royalties|diem|marquee|guide|club|airbnb|photography|videography|videographer|electrician
    plumber|carpenter|painter|builder|bricklayer|joiner|mechanic|welder|rigger|driver|pilot|skipper|chef|cook|cleaner
    gardener|landscaper|surveyor|architect|designer|developer|programmer|tester|analyst|bookkeeper|accountant|auditor
    lawyer|solicitor|interpreter|translator|tutor|teacher|lecturer|trainer|coach|facilitator|speaker|moderator|host
    hostess|model|stylist|musician|therapist|physiotherapist|doctor|gp|vet|locums|carer|caregiver|sitter|guard|steward
    marshal|operator|labourer|foreman|handyman|officer|assistant|secretary|receptionist|*works|*graphy
    zeit|zeitraum|leistungszeitraum|leistung|leistungen|einsatz|arbeit|arbeiten|*arbeiten|dienst|*dienst|*dienste
    miete|*miete|mietzeit|nutzung|*nutzung|seminar|kurs|*kurs|messe|*messe|tagung|konferenz|veranstaltung|reise|*reise
    aufenthalt|besuch|montage|umzug|inventur|bereitschaft|lager|lagerung|projekt|hotel|urlaub|betreuung|*wartung
    *bau|*abbau|*seminar|*workshop|*training|*verleih|*transport|*service|*support|*einsatz|*installation
    *schulung|*beratung|*reinigung|*vermietung|*prufung|*betreuung|*vertretung|*buchung|*pflege|*hilfe|einrichtung
    fortbildung|weiterbildung|ausstellung|unterkunft|ubernachtung|gerust|training|workshop|kampagne|ferien|woche nr
    atelier|formation|formations|location|loyer|sejour|prestation|prestations|nettoyage|entretien|intervention
    interventions|hebergement|abonnement|conseil|mission|regie|conference|congres|salon|foire|chantier|travaux
    deplacement|garde|animation|traduction|visite|visites|periode|semaine|depannage|demenagement|stockage|tournage
    montage|accompagnement|encadrement|cours|seminaire|colloque|festival|spectacle|transport|audit|campagne|week-end
    nuitees|jours|service|services|frais|remplacement|permanence|stand
    taller|talleres|curso|cursos|formacion|alquiler|arriendo|estancia|alojamiento|servicio|servicios|limpieza
    mantenimiento|asesoria|consultoria|visita|visitas|obra|obras|trabajo|trabajos|periodo|semana|evento|eventos|feria
    congreso|conferencia|campana|viaje|traslado|mudanza|almacenaje|montaje|rodaje|soporte|guardia|dias|jornada
    jornadas|proyecto|vigilancia|transporte|suplencia
    corso|corsi|formazione|noleggio|affitto|soggiorno|alloggio|servizio|servizi|pulizia|pulizie|manutenzione
    consulenza|lavoro|lavori|fiera|congresso|conferenza|campagna|viaggio|trasloco|stoccaggio|montaggio|ripresa|riprese
    supporto|assistenza|giorni|giornate|progetto|settimana|allestimento|trasferta|periodo|locazione|seminario
    cursus|opleiding|scholing|huur|verhuur|verblijf|overnachting|dienst|diensten|schoonmaak|onderhoud|advies|bezoek
    werk|werken|werkzaamheden|*werkzaamheden|periode|week|evenement|beurs|congres|conferentie|campagne|reis|verhuizing
    opslag|montage|ondersteuning|inzet|waarneming|detachering|project|dagen|cursussen
    formacao|aluguel|aluguer|locacao|arrendamento|estadia|alojamento|hospedagem|servico|servicos|manutencao|limpeza
    visita|obra|obras|trabalho|trabalhos|feira|congresso|conferencia|campanha|viagem|mudanca|armazenagem|montagem
    filmagem|suporte|assistencia|plantao|projeto|vigilancia|treinamento|treino|oficina|diarias|semana
"""
"""Events, stays, services and work, and what is charged for them by the day."""
ENDINGS = ("ing", "ation", "ution", "ction", "ung", "cion", "cao", "zione", "miento", "imento", "ance", "ics", "ions")
"""How nouns of action end in English, German, Spanish, Italian and Portuguese, which take days."""
THINGS_THAT_END_SO = """
    building|wing|ring|landing|mooring|parking|dwelling|drawing|listing|string|housing|crossing|painting|thing|bearing
    fitting|casing|ceiling|clothing|coupling|king|opening|railing|siding|rating|reading|setting|heading|pricing
    station|section|junction|location|option|edition|question|position|portion|function|collection|fraction|equation
    entrance|ambulance|appliance|distance|balance|allowance|substance|utance|instance|variance|tolerance|caution
    wohnung|*wohnung|abteilung|zeitung|leitung|verpackung|packung|ladung|sendung|heizung|kleidung|siedlung|lichtung
    dichtung|rechnung|bestellung|fassung|sitzung|einstellung
    habitacion|seccion|estacion|edicion|posicion|version|fraccion|cancion|accion|stazione|sezione|edizione|posizione
    azione|frazione|confezione|seccao|secao|estacao|edicao|posicao|fracao|habitacao|pavimento|appartamento|elemento
    woning|*woning|verdieping|afdeling|tekening|rekening|aflevering|ruling|leiding
"""
"""Things, whose number may stand behind them as that of any other."""
