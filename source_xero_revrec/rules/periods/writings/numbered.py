"""Words for what is counted or numbered: users, rooms, terminal 2.

All are written without their accents.
"""

from __future__ import annotations

NUMBERED = """
    user|seat|room|unit|licence|license|phase|level|floor|page|session|module|lot|item|week|day|desk|bay|zone
    sprint|ticket|server|site|class|chapter|table|stage|step|grade|version|release|lesson|part|plan|package|batch
    line|tier|job|order|invoice|po|no|nr|number|qty|quantity|x|milestone|instalment|installment|section
    option|type|group|team|gate|block|building|suite|flat|apartment|plot|top|point|box|pack|kit|row|cabin|ward
    area|device|node|core|store|windows|ios|android|lane|track|round|cohort|intake|series|edition|volume|vol|issue
    episode|hole|key|slot|stand|booth|berth|locker|shelf|pitch|court|hall
    rm|ch|ep|pp|apt|fl|bldg|blk|mod|ste|yr|wk|hrs|hours|opening hours|terminal|junction|platform|bus|dock|warehouse
    container|meter|panel|screen|adult|child|pier|wharf|exit|tank|pump|silo|pen|paddock|shed|garage|unit no|carriage
    wagon|trailer|vehicle|van|printer|laptop|phone|sensor|camera|router|switch|port|rack|pallet|carton|crate|drum|bin
    skip|tent|cell|channel|camper|caravan|chair|bed|tray|sample|test|report|article|copy|lead|student|guest|delegate
    tisch|platz|zimmer|benutzer|nutzer|lizenz|lizenzen|person|personen|stunde|stunden|etage|wohnung|woche|wochen|tag
    tage|stock|stockwerk|raum|raume|einheit|einheiten|geschoss|haus|gerat|gerate|arbeitsplatz|halle|tor|gleis|klasse
    gruppe|stufe|modul|module|teil|kapitel|seite|seiten|stuck|mitarbeiter|teilnehmer|gast|gaste|kind|kinder|mann
    chambre|bureau|poste|salle|utilisateur|personne|heure|jour|etages|appartement|logement|batiment|lot|quai|porte
    voie|table|place|piece|eleve|adulte|enfant|semaine|niveau|tranche|etape|chapitre|siege|appareil|vehicule|box
    habitacion|usuario|persona|hora|dia|piso|planta|apartamento|edificio|puerta|mesa|plaza|silla|sala|aula|local
    oficina|nivel|semana|unidad|licencia|puesto|equipo|modulo|pagina|alumno|adulto|nino|camara|vehiculo|anden
    utente|utenti|camera|camere|ora|ore|giorno|giorni|piano|appartamento|edificio|porta|tavolo|posto|posti|stanza
    ufficio|livello|settimana|unita|licenza|licenze|postazione|modulo|moduli|pagina|pagine|alunno|adulto|bambino
    persone|binario|veicolo|classe|gruppo
    kamer|kamers|gebruiker|gebruikers|personen|persoon|uur|uren|dag|dagen|verdieping|etage|tafel|stoel|plek|lokaal
    zaal|eenheid|licentie|woning|gebouw|deur|poort|spoor|niveau|groep|klas|hoofdstuk|bladzijde|medewerker|werkplek
    kind|kinderen|volwassene|voertuig
    quarto|utilizador|pessoa|andar|predio|edificio|porta|lugar|cadeira|escritorio|nivel|unidade|licenca|equipamento
    estudante|aluno|crianca|veiculo|cais|turma|capitulo
"""
COUNTED_BEHIND = """
    user|seat|agents|employees|staff|people|heads|persons|members|gb|tb|pcs|percent|%|pax|men|women|children|head
    nutzer|benutzer|lizenzen|personen|stunden|einheiten|gerate|mitarbeiter|teilnehmer|stuck|zimmer|platze|arbeitsplatze
    tage|wohnungen|seiten|gaste|kinder|utenti|licenze|persone|ore|unita|camere|posti|postazioni|giorni|pagine|moduli
    ospiti|dipendenti|personen|uren|eenheden|dagen|stuks|werkplekken|kinderen|medewerkers
"""
"""What a number counts that stands before it, and that no English plural tells."""
GROUPS = """
    crew|team|class|group|party|band|squad|gang|family|panel|pool|cast|staff|table|set|fleet|block|total|maximum|minimum
    gruppe|klasse|mannschaft|trupp|groupe|classe|equipe|famille|equipo|grupo|clase|cuadrilla|gruppo|squadra|classe
    groep|ploeg|klas|equipa|turma|familie|famiglia|familia
"""
"""What has so many: a crew of 4-6."""
OF = "of|de|von|di|van"
NO_NOUNS = """
    with|plus|am|im|zum|zur|mit|con|avec|met|com|les|los|las|dei|gli|nei|tra|entre|zwischen|tussen|op|each|this|our|your|both
    all|only|also|gmbh|ltd|limited|inc|llc|bv|sarl|srl|pty|co|plc|llp|ag|kg|sas|sa|spa|lda|weekly|daily|as|by|via|then
    booked|held|attended|provided|delivered|and|und|et|y|und|en|et|e|to|an|a|in|at|on|for|the|per|incl|including
"""
"""What has no number behind it: small words, and what ends the name of a company."""
USED = """
    calls|minutes|messages|texts|sms|emails|requests|queries|transactions|clicks|impressions|views|downloads|credits
    kilometres|kilometers|miles|hours|events|tokens|conversions|bookings|deliveries|parcels|prints|copies|searches
    anrufe|minuten|nachrichten|anfragen|transaktionen|klicks|stunden|kilometer|appels|requetes|heures|clics|llamadas
    minutos|mensajes|horas|consultas|chiamate|minuti|messaggi|ore|richieste|gesprekken|berichten|uren|verzoeken
    chamadas|mensagens|transacoes|pedidos
"""
"""What is used in a time, and counted, and has no numbers: calls 1-31 May are those of a month."""
