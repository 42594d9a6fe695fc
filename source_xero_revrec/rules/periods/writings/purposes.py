"""Words that a month alone does not stand beside: events, other purposes of a date, and things that have models.

A single word is written without its accents; "cancel*" is how a word begins, "*gutschrift" a piece of a long word.
Phrases stand as they are written.
"""

from __future__ import annotations

EVENTS = """
    stand at|booth at|exam|exams|run entry|melbourne cup|world cup|cup final|salon du|salon de|*fest$|opera|ballet
    theatre tickets|golf day|fun run|open house|house party|job fair|career fair|fair entry|stand space|floor space
    passes|pass|speaker|speakers|pitch|prize|prizes|night market|market stall|farmers market|stall|stalls|hearing
    tribunal|appointment|appointments|enrolment|enrollment|intake|resit|open home|crop|playoffs|semi-final
    qualifier|pageant|expedition|excursion|pilgrimage|sports day|prom|reunion|anniversary|baptism|christening
    recital|stage play|premier|debut|performance of|opening night|fireworks|festive|lunch|supper|cocktail*
    *tagung|*konferenz|*ausstellung|*kongress|*seminar|*messe$|*veranstaltung|*konzert|*reise|*feier|race entry
    entries|trade show|product tour|xmas party|christmas party|fest|ferien|agm|egm|wedding*|birthday*|funeral*|race
    races|ironman|triathlon|rally|christmas|xmas|easter|halloween|graduation*|election*|referendum|open day
    open evening|launch party|premiere party|matinee|gig|shows|parade|carnival|match|matches|fixture|fixtures
    grand prix|olympic*|league|trip|trips|cruise|retreat|retreats|camp|camps|bootcamp|masterclass*|colloqu*
    roundtable|meetup|meet-up|networking|luncheon|brunch|fundraiser*|auction*|raffle|lottery|examination*|test date
    trade-show|expo*|delegate*|attendee|registrant*|enrolment fee|entry fee|booth|booths|issue|cover story|leaflet*
    flyer*|brochure*|print run|mailing|mailer|mailshot|newsletter issue|advert|advertorial|turnier*|feier*
    hochzeit*|weihnacht*|ostern|konzert*|jornada*|convegn*|inscription|inscripcion|iscrizion*|inschrijv*|inscricao
    inscricoes|anmeldung*|teilnahme*|reise|reisen|voyage*|viaje*|viaggi*|reis|reizen|viagem|viagens|noel|navidad
    natale|kerst|natal|fete|fiesta|festa|feest|boda|matrimonio|mariage|bruiloft|casamento|carrera|gara|wedstrijd
    corrida|torneo*|toernooi|torneio|konferans*|konferenc*|konsert*|bryllup*|brollop*|julbord|targi|veletrh*|fuar*
    messut|vasar|congress*|kongress*|congreso*|congres|conferenc*|konferenz*|konferens*|summit*|exhibition*
    exhibitor*|trade fair|book fair|fairs|tradeshow|festival*|concert|concerts|gala|galas|webinar*|symposium*
    convention|marathon*|tournament*|championship*|regatta|dinner|banquet|awards|ticket|tickets|admission
    sponsorship*|sponsor|sponsoring*|flight|flights|airfare*|patch|hackathon*|roadshow*|keynote|messe|messen
    messestand*|fiera|fiere|feria|ferias|beurs*|foire|tagung*|veranstaltung*|eintritt*|ausstellung*|evento|eventos
    eventi|evenement*|event|events|billet|billets|biglietto|biglietti|entrada*|bilhete*|ingresso|ingressi|toegang*
    feira*|massa|messa|mese della
"""
"""What takes place at a time of its own, or is bought for it."""
PURPOSES = """
    scope of work|scope of works|policy wording|policy document|board decision|board resolution|board paper|board papers
    t&c|t&cs|t&c's|t & cs|ts&cs|ts and cs|end of life|end of support|end of sale|runs out|run out|running out|ran out
    commission on|commissions on|royalty on|royalties on|based on|calculated on|rev a|rev b|rev c|rev d|rev e|rev f
    rev.|rev no|agb|allgemeine gesch\u00e4ftsbedingungen|cgv|conditions g\u00e9n\u00e9rales|condiciones generales
    condizioni generali|algemene voorwaarden|condi\u00e7\u00f5es gerais|provision auf|commission sur|comisi\u00f3n sobre
    provvigione su|provvigioni su|commissie over|comiss\u00e3o sobre|l\u00e4uft aus|goodwill|recall|recalls|recalled
    ship date|ready|in stock|out of stock|bbe|bbd|limite|limit date|prazo|uiterlijk*|senast|senest|visit of
    visit on|rabais|rabatt*|rabat|sconto|sconti|korting*|descuento*|desconto*|retard|retraso|ritardo|vertraging*
    verspatung*|atraso|*beginn$|vertragsbeginn|startdatum|beginndatum|einddatum|enddatum|date de|date d'
    date limite|due by|dlc|ordered by|lts|nightly|canary|stable|chrome|firefox|linux|python|kernel|schema|sdk
    api version|reminder*|dunning letter|final notice|cap|ceiling|quota|threshold|limit|limits|allotment
    entitlement|tax table|form|bas|ias|payslip*|timesheet*|loan|loans|drawdown|dividend*|mortgage|overdraft
    capital call|principal|bonus*|severance|holiday pay|leave payout|annual leave|defects|defects liability
    provisional sum|claim|claims|retention|mahnung*|mahngebuhr*|relance*|rappel|mise en demeure|recordatorio*
    sollecit*|herinnering*|aanmaning*|lembrete*|paminnelse*|purring*|rykker*|upomnienie|upominka*|hatirlatma
    ersatz*|resend|resent|copy of|*lieferung|*termin$|*datum|*frist$|*bestellung|*levering|*angebot|*auftrag
    *preis$|*prijs|*anmeldung|*aufnahme|credit|credits|will|target|target date|perpetual*|lifetime|rolling
    departure|departures|departing|departs|data di|data da|data d'acquisto|data de|arsavgift*|arslicens*|arslisens*
    arsabonnement*|established|born|purchase|purchases|purchased|bought|buying|dispatch*|eta|etd|lead time
    lead-time|collecting|pick-up|pick up|pickup|picked|drop-off|drop off|dropoff|hand-over|hand over|arrival*
    arrive*|arriving|decommission*|certification*|reprint*|in force|cut-off|cutoff|cut off|reading date
    meter reading|read date|settlement*|remit*|direct debit|standing order|bank transfer|subsid*|grants|cheque
    check no|lodged|lodgement|lodged on|submitted|submission*|notified|notification of|advised|enquir*|inquir*
    your email|our email|freeze date|as built|as-built|witness*|signed off|sign-off|sign off|signoff|authoris*
    authoriz*|counter-signed|executed|execution date|ratified|pledge*|donat*|levy date|assessed|assessment notice
    notice of|gazetted|announced|announcement|quoted in|base month|base date|baseline|benchmark|reference month
    compared|comparison|vs|versus|against|cpi|index|indices|indexing|escalat*|review date|reviews|re-rate*|rerate*
    production date|made in|harvest*|vintage*|mfg|mfd|mfr date|exp date|use-by|sell-by|lot no|serial no|dob|d.o.b
    d.o.b.|since|plate|rego|refresh|facelift|firmware|hotfix|service pack|milestones|iteration*|epic|deliverable*
    prototype*|jahres*|quartals*|halbjahres*|vierteljahr*|zweijahres*|dreijahres*|jaar*|kwartaal*|halfjaar*|yillik*
    abholung*|abgeholt|eingang*|eingegangen|zahlbar*|auslieferung*|ausgeliefert|datum|datums|schreiben|bezug
    erhalten|angefordert|beauftrag*|beschaff*|bezogen|vereinbart*|verkauf*|verschickt|versendet|hergestellt
    herstell*|gebaut|gedruckt|gepruft*|prufung*|abnahme|abgenommen|freigabe|freigegeben|fertigstell*|ubergabe*
    anlieferung*|recu|recue|recus|recues|achete*|envoi|envoye*|date d'achat|fabrique*|fabrication|enlevement
    retrait|cloture|convenu|accepte*|approuve*|acquis|remise|encaisse*|vendu*|vente|ventes|soldes|exercice clos
    fecha|fechas|recibid*|recogid*|aprobad*|aceptad*|fabricad*|vendid*|venta|ventas|acordad*|solicitad*|remesa*
    cobro*|cobrad*|liquidac*|registrad*|expedid*|impreso|impresos|impresa|tirada|ejemplar*|ricevut*|ritiro
    approvat*|accettat*|fabbricat*|vendit*|concordat*|richiest*|incass*|liquidazion*|spedit*|collaudo|collaudat*
    stampat*|bolletta*|bonifico|bonifici|pagabil*|aangekocht|gekocht|ontvangen|ontvangst*|afgehaald|afhaal*|ophaal*
    opgehaald|goedgekeurd|goedkeuring*|geaccepteerd|akkoord|afgesproken|overeengekomen|verkocht|verkoop*|gemaakt
    gebouwd|gedrukt|druk|oplever*|opgeleverd|aangevraagd|aanvraag|automatische incasso|afrekening*|adquir*|recebid*
    recebimento*|levantamento*|aprovad*|aceit*|vendas|venda|transferencia*|expedic*|recolha*|kopt|kjopt|kobt|inkop*
    innkjop*|indkob*|mottagen|mottatt|modtaget|godkand*|godkjent*|godkendt*|salg|forsaljning*|zakup*|sprzedaz*
    odbior*|faktur*|nakup*|prodej*|satin*|satis*|fatura*|osto*|myynti|lasku*|vasarlas*|szamla*
    corrected|correcting|corrects|adjustment*|adjusted|adjusting|adjusts|expir*|manufactured|warranted
    warranty expires|best-before|sell by|redeem*|despatch*|consignment|compensat*|reimbursement*|prepayment*
    back order|backorder|pre-order|preorder|draft|lease expiry|birthday|onboarded|upgraded to|migrated|quotation*
    quoted|tender*|invoiced*|reissue*|resubmi*|validity|validez|valido|valida|valide|sprint|sprints|preview|roadmap
    backlog|liefer*|geliefert|fallig*|faellig*|gultig*|gueltig*|ablauf*|auslauf*|auftrag*|angebot*|versand*
    bezahlt*|zahlung*|verlanger*|erneuer*|preis*|gekauft*|einkauf*|unterschrieben*|unterzeichnet*|genehmigt*|frist
    fristen|stichtag*|datiert|ausgestellt|baujahr|ausgabe|auflage|fassung|echeance*|livrais*|livree|livrees
    commande*|paye|payee|payes|payees|expedie*|signe|signee|renouvel*|valable*|tarif*|achat*|millesime|edition*
    parution|reglement*|paiement*|venc*|entreg*|pedido*|pagad*|pago|pagos|firmad*|enviado*|enviada*|envio|envios
    renovacion*|renovado*|renovada*|precio*|compra*|caduc*|edicion*|emision*|emitid*|scadenza|scadenze|scade
    scaduto|scaduta|consegn*|ordine|ordini|ordinato|pagat*|pagament*|firmat*|spedizion*|rinnov*|prezz*|acquist*
    preventivo|preventivi|listino|emess*|edizion*|verval*|levering*|geleverd*|leverdatum|bestel*|betaal*|betaling*
    getekend*|verzonden|verzending*|verleng*|prijs*|geldig*|uitgave|editie|aankoop*|encomend*|pago em|assinad*
    renovacao|validade*|preco*|edicao|assinatura do contrato|leverans*|forfall*|forfald*|bestallning*|bestilling*
    giltig*|gyldig*|levert*|leveret*|betald|betalt|utgava|zamowien*|dostaw*|termin|termine|terminu|wazn*|objednav*
    dodavk*|splatn*|platn*|siparis*|teslim*|vade*|tilaus*|toimitus*|erapaiva*|rendeles*|szallit*|hatarido*|lejar*
"""
"""A date of something else than the service."""
DEEDS = """
    valid|skip|party|show|tour|est|packed|stand|interim|poa|on account|eol|eos|eosl|spec|specs|specification
    specifications|drawing|drawings|template|templates|wording|decision|resolution|schematic|schematics|document
    documents|contrat cadre|contrat-cadre|rahmenvertrag
    contrato marco|contratto quadro|raamovereenkomst|raamcontract|contrato quadro|floor plan|site plan|handbook
    prospectus|blueprint|blueprints|artwork
    guidelines|guideline|manual|whitepaper|white paper|datasheet|data sheet|brief|transcript|charter|bylaws|constitution
    vertrag|vereinbarung|mietvertrag|zeichnung|zeichnungen|vorlage|spezifikation|beschluss|protokoll|lastenheft
    pflichtenheft|leistungsverzeichnis|anlage|anhang|contrat|bail|bon|plans|avenant|annexe|modele|cahier des charges
    compte rendu|proces-verbal|decision du conseil|contrato|acuerdo|convenio|plano|planos|plantilla|pliego|anexo|acta
    contratto|accordo|disegno|disegni|modello|capitolato|allegato|verbale|delibera|overeenkomst|tekening|tekeningen
    sjabloon|bestek|bijlage|notulen|besluit|bon van|bonnummer|acordo|desenho|desenhos|modelo|caderno de encargos|ata
"""
"""What is done, or made, in the month that stands directly behind it: skip June 2026, drawing June 2026."""
BRANDS = """
    audi|bmw|mercedes|mercedes-benz|volkswagen|vw|skoda|toyota|tesla|hyundai|kia|mazda|nissan|honda|volvo|renault
    citroen|peugeot|ford|infiniti|mini|fiat|opel|vauxhall|subaru|suzuki|isuzu|lexus|jaguar|porsche|polestar|byd
    ducati|yamaha|mitsubishi|holden|chevrolet|lotus|rover|land rover|range rover|alfa|lancia|smart|aston
    lamborghini|mclaren|chrysler|dodge|jeep|cadillac|buick|gmc|acura|genesis|rivian|lucid|haval|mg|ldv|seat|cupra
    dacia|bentley|ferrari|maserati|maybach|kawasaki|harley|vespa|scania|daf|iveco|hilux|ranger|corolla|golf|passat
    outlander|dell|lenovo|asus|acer|hp|apple|iphone|ipad|macbook|imac|galaxy|samsung|pixel|surface|thinkpad
    playstation|xbox|nintendo|kindle|gopro|garmin|fitbit|bose|sonos|dji|canon|nikon|epson|brother|sonicwall
    fortigate|netgear
"""
"""Makes whose models are named by what looks like a part of a year: Audi Q3 2026."""
THINGS = """
    window|drone|macos|ios|ipados|fortnite|minecraft|fifa|edition|android|windows
    autocad|revit|solidworks|matlab|photoshop|quickbooks|ubuntu|debian|fedora|visual studio|sql server|oracle|java
    nba|madden|pump|pumps|filter|filters|valve|valves|engine|motor|motors|sensor|sensors|chassis|tower|block|wing
    gate|floor|room|turbine|compressor|gearbox|bearing|toner|cartridge|headset|handset|watch|router|car|cars|truck
    ute|van|tractor|trailer|bike|bicycle|boat|jacket|shirt|kit|calendars|diary|diaries|planner|planners|almanac
    poster|posters|book|books|handbook|guide|textbook|map|maps|wine|wines|pinot|riesling|chardonnay|bordeaux
    kalender|buch|calendrier|libro|agenda
"""
"""Things that have models of another kind, where a part of a year stands directly behind it: pump H1 2026."""
