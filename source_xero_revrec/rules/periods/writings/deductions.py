"""Words that no period stands beside: shares, deductions, conditions, and months of further languages.

A single word is written without its accents; "cancel*" is how a word begins, "*gutschrift" a piece of a long word.
Phrases stand as they are written.
Left out is what means something harmless in another language: "report" is postponed in French.
"""

from __future__ import annotations

SHARES = """
    bal|bal.|o/s|b/fwd|c/fwd|b/f|c/f|b/forward|c/forward|bfwd|cfwd|brought fwd|carried fwd|on account payment
    payment on account|fee on account
    fees on account|rent on account|retainer on account|a/c payment|pmt on a/c|on a/c
    split over|split across|split into|split in|fifths|sixths|eighths|tenths|twelfths
    proportion*|halftig*|haelftig*
    quarter share|half share|third share|novat*|assigned to|assignment of
    part a|part b|partiel*|parzial*|gedeeltelijk*|teilweise|delvis|delvist|czesciow*|castecn*|kismi|osittain*
    reszleges|akonto*|a-conto|aconto|a conto|proration*|prorat|prorata temporis|pro rata temporis|naar rato
    *drittel|cuota 1|cuota 2|one payment of|payments of|a quarter of|a third of|a half of|a part of|a share of
    a portion of|split payment|split of|split between|tiers de|un tiers|rental bond|tenancy bond|bond for
    bond payment|interim payment|interim claim|interim invoice|interim bill|portion*|residual*|apportion*|towards
    advance payment|part share|share of the|stake|security bond|non-refundable|nonrefundable|deductible
    contribution|contributions|lump|overage share|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth
    final|penultimate|initial*|opening part|erste|ersten|erster|zweite*|dritte*|vierte*|funfte*|letzte*|halbe
    halben|halber|teilrate*|restrate*|*teilrate|rate|raten|premiere|deuxieme*|troisieme*|quatrieme*|derniere*
    seconde|quart|primer|primera|segundo|segunda|tercer|tercera|cuarta|ultimo|ultima|ultimos|cuota inicial|a cuenta
    prima rata|seconda|secondo|terza|terzo|quarta|quarto|rata|rate di|eerste|tweede|derde|vierde|laatste|termijn
    primeira|primeiro|terceira|terceiro|parcela*|forste|andra|tredje|sista|siste|sidste|rest|reste|resto|residuo
    pierwsza|druga|trzecia|prvni|druhy|druha|treti|ikinci|birinci|taksit*|halves|third of|thirds|one third
    one-third|two thirds|two-thirds|quarter of the|fraction*|partial*|partly|part payment|part-payment|part paid
    part-paid|tranche*|retention of|retention release|remain*|top-up|top up|topup|down payment|down-payment
    downpayment|upfront part|progress payment|progress claim|stage payment|anzahlung*|*anzahlung|teilzahlung*
    teilbetrag*|teilrechnung*|abschlag*|*abschlag|*schlussrechnung|restbetrag*|restzahlung*|restlaufzeit*|halfte
    haelfte|*halfte|*haelfte|ratenzahlung*|vorauszahlung*|vorschuss*|anteil*|acompte*|moitie|solde|avance sur
    versement*|quote-part|quotepart|avance de|anticipo*|mitad|saldo|tercio|prorrata|prorrateo|adelanto*|acconto*
    acconti|caparra|meta del|meta di|rata unica|aanbetaling*|voorschot*|deelbetaling*|deelfactuur*|helft
    termijnbetaling*|restant*|sinal|metade|adiantamento*|parcial*|halvdel*|halften|halva|delbetalning*|delbetaling*
    forskott*|forskud*|polowa|zaliczka*|zaloha*|polovina*|yarisi|avans|ennakko*|puolet|eloleg*|fele
"""
"""A part of what is sold, or of what is to be paid."""
DEDUCTIONS = """
    shut|rent holiday|rent-holiday|payment holiday|mietfrei|mietfreie|franchise de loyer|carencia de renta|huurvrij
    huurvrije|betriebsferien|reversal|reversals|reversed|accredito|accrediti|non utilizzati|non utilizzato
    non utilizzata|non utilis\u00e9
    non utilis\u00e9e|non utilis\u00e9s|no utilizado|no utilizados|no usados|guthaben*|trop facturé|trop facture
    trop-facturé|de más|de mas|a mais|teveel|te veel|errat*|erroneo*|erronea*|falsch*|foutief|foutieve|onjuist*
    felaktig*|felfakt*|feilfakt*|fejlfakt*|switch to|switch from|plan change|change of plan|smaller plan|rain-off
    rain off|rained off|washout|strike|quarantine|lockdown|unoccupied|no access|non-use|not in use|extourne*
    anulac*|ruckabwicklung*|unwind*|dispens*|disallow*|sin efecto|unbilled|uncollected|not renewed|not supplied
    not taken|not taken up|not attended|not received|not done|no longer|opt-out|opted out|opt out|claw-back
    transfer of|transfer from|transfer to|swap|swapping|lowered|refused|refusal|declined|defective|resumed|resumes
    resumption|substituted|exchanged|offset against|offset by|offset of|lost days|rent abatement|wegen|wegens
    a causa|removed|removal of|returned|returning|returns early|handed back|hand back|left|leaves|leaving
    switched off|switched from|switched to|turned off|deactivat*|dormant|inactive|idle|closure|closures|closed
    closing down|shutdown|shut down|shutdowns|skipped|gap|gaps|uplift*|contra|netted|set-off|set off|double billed
    double-billed|double charged|charged twice|billed twice|deduct*|subtract*|loss of|lieu|reinstat*|reactivat*
    restart*|disrupt*|not working|not used|not provided|broken|fault credit|apology|gesture|write back|written back
    rewind|revert*|undo|undone|rescind*|nullif*|expunge|invalid*|faulty|damaged|vacated|vacant|moved out|moving out
    moved in|departed|exited|exiting|ended by|cut short|curtail*|shorten*|truncat*|lessen*|decreas*|drop in|dropped
    reassign*|reallocat*|reclass*|re-class*|restat*|rebook*|rebill*|re-bill*|re-invoice*|reinvoice*|re-issue*|redo
    waive*|forfeit*|lapse*|arrear|late start|started late|starts late|late delivery|extension of time|grace period
    cooling-off|cooling off|aufgelost|auflosung*|beendig*|ruckvergut*|vergutung fur ausfall|kulanz*|storung*
    ausgefallen|reklam*|zuruckgegeben|zuruck|ruckgabe|abgemeldet|abmeldung|entfernt|nachlass*|verrechn*|umbuchung*
    umgebucht|doppelt*|rompu|rompue|rupture|rompus|fin de contrat|restitue|rendu|desactiv*|suppression|supprime*
    arret|fermeture|note de crédit|note de credit|note d'avoir|geste commercial|indemnis*|indemniza*|indemnite
    dedommag*|perte de|defaut|panne*|baja|bajas|compensac*|caida|averia|cese|cesado|rescis*|retirad*|eliminad*
    devuelt*|suspens*|nota de abono|rebaja*|duplicad*|cerrado|cierre|disservizi*|risoluzion*|risolto|chius*
    cessazion*|interru*|guasto|compensazion*|indenniz*|storn*|abbuon*|dismess*|disattiv*|disdir*|ritirat*
    restituit*|storingen|beeindig*|stopgezet|stopzetting|gestopt|onderbr*|retour|teruggave|vergoeding wegens
    verminder*|schadevergoed*|gesloten|sluiting|verwijderd|vervroegd|devolvid*|devolver|encerrad*|encerramento
    interromp*|avaria|indeniza*|abatimento*|reduzid*|removid*|desativ*|cessac*|cancel*|terminat*|unused|unexpired
    unserved|undelivered|unfulfilled|overcharg*|overbill*|overpaid|overpayment*|undercharg*|underbill*|underpaid
    rebate*|outage*|downtime|sla breach|breach of|service credit|sla credit|on hold|hold period|freeze
    frozen from|suspend*|pause*|pausing|void*|supersed*|reschedul*|postpone*|discontinu*|withdraw|withdrawn
    withdrew|withdrawal|revoke*|rejected|disputed|write-off|write off|written off|missed|missing|unpaid|outstanding
    shortfall|difference*|true-up|true up|trueup|wash-up|wash up|catch-up|catch up|make good|make-good|back pay
    back-pay|backpay|backdat*|downgrad*|reduced|reduces|reducing|clawback|claw back|in lieu|reimburse for
    chargeback*|less|stopped|stops|ceased|ceases|duplicate|duplicated|in error|by mistake|mistake*|wrongly
    incorrect*|billing error|nil|ended early|ends early|early exit|break fee|exit fee|no show|no-show|credited
    refunded from|refund from|reversal of|reversed from|penalt*|gekundigt*|gekuendigt*|*kundigung|*kuendigung
    kundigung*|kuendigung*|*storno|*stornierung|widerruf*|ausgesetzt|pausier*|ruhend|ruht|verschoben|verlegt
    entfall*|entfiel|gutschrift*|*gutschrift|erstattung*|*erstattung|erstattet|korrektur*|*korrektur|korrigier*
    nachzahlung*|nachberechnung*|nachbelastung*|ruckwirkend|ruckzahlung*|berichtig*|aufgehoben|hinfallig|ersetzt
    beendet|vertragsende|ausfall*|reduziert*|minderung*|uberzahl*|annul*|resilie|resiliee|resilies|resiliees
    resiliation*|avoir|avoirs|rembours*|decale*|differe|differee|regularis*|rectif*|trop-percu|trop-per\u00e7u
    trop percu|deduit*|reporte au|reporte de|arrete*|anulad*|reembols*|devoluc*|abono|abonos|aplazad*|pospuest*
    ajuste*|bonificac*|descont*|regulariz*|disdett*|sospes*|rinviat*|posticipat*|conguagli*|recesso|rettific*
    nota di credito|nota credito|nota de credito|nota de cr\u00e9dito|revocat*|cessat*|opgezegd*|opzegging*
    geannuleerd*|creditering*|creditnota*|creditfactuur*|gecrediteerd*|terugbetal*|terugbetaald*|restitutie*
    opgeschort*|gepauzeerd*|uitgesteld*|verplaatst*|correctie*|verreken*|nabetaling*|naheffing*|vervallen|estorn*
    adiad*|acerto*|kreditering*|kreditnota*|kreditfaktura*|krediterad*|avbok*|uppsagd*|uppsagning*|aterbetaln*
    avbrut*|oppsagt*|oppsigelse*|opsagt*|opsigelse*|afbestil*|kanseller*|refusion*|utsatt*|udsat*|pausad*|korriger*
    korrektion*|korekta*|anulowan*|zwrot*|rezygnac*|odstapien*|dobropis*|zrusen*|iptal*|iade*|hyvitys*|peruttu*
    palautus*|lemond*|visszateri*|jovairas*
"""
"""What takes back, corrects or interrupts what was sold."""
CONDITIONS = """
    when|while|whilst|because|although|though|however|whereas|as soon as|sobald|wenn|solange|quand|lorsque|tant que
    puisque|cuando|mientras|porque|aunque|quando|perche|mentre|appena|wanneer|zodra|zolang|omdat|hoewel|enquanto
    embora|nar|hvis|itibaren|alkaen|sometime|some time|provided funding|provided it|provided the|uncertain*|pencil*
    bedingung*|unter der bedingung|bei verlängerung|bei verlaengerung|im fall|im falle|en cas de|en cas d'|en caso
    in caso|em caso|bij verlenging|als verlengd|om forlänget|ved forlengelse|condizion*|condicion*|bedongen
    voorwaarde*|conditionnel*|half price|half-price|free month|months free|month free|bogof|promo period|may change
    may vary|may differ|may apply|dependent|dependant|depends|contingent|contingency|latest|earliest|no later than
    no earlier than|by agreement|negotiable|flexible dates|speculative|guess*|waitlist*|waiting list|standby list
    to be advised|unless|on approval|pre-approval|in principle|approximate|give or take|or so|or thereabouts
    plus or minus|odd months|even months|weather permitting|could|should|would|might|shall|hopefully|maybe|perhaps
    presumably|supposedly|apparently|theoretical*|placeholder|place holder|awaiting|await|tentat*|unclear|unknown
    undecided|undetermined|to follow|to come|renewable|extendable|extensible|right to|right of first refusal
    first refusal|on request|upon request|as available|as applicable|if applicable|where applicable|whenever
    where needed|when needed|and each|and every|and all|each month after|every quarter after|month by month
    recurring until|term time|term-time|indefinite*|unlimited term|infinite|buy one|buy 11|get one|option a
    option b|variant|what-if|mock|dummy|specimen|hypothet*|vermutlich|vielleicht|wahrscheinlich|moglich
    moglicherweise|absprache|nach bedarf|bei bedarf|hoffentlich|zunachst|entwurf|beispiel|befristet bis|anderung*
    anpassung*|unverbindlich|wird|werden|soll|kann|confirmer|definir|preciser|sujet a|sujet à|peut-être|peut-etre
    si possible|en attente|selon|modifi*|projet de|confirmar|quizas|tal vez|posible*|probable*|a convenir
    por definir|borrador|según|segun|confermare|da definire|forse|eventual*|probabil*|possibil*|bozza|in attesa
    variazion*|bepalen|bevestigen|misschien|mogelijk*|waarschijnlijk*|wellicht|indicatief|wijziging*|afhankelijk
    nader|talvez|possivel*|provavel*|a definir|rascunho|alterac*|pendent*|kanske|muligvis|kanskje|ehka|mozliwe|snad
    belki|talan|subject to|provided that|on condition|conditional*|pending|projected|anticipated|estimat*|assum*
    likely|probably|possibly|potential*|proposed|proposes|to be confirmed|to be agreed|to be decided
    to be determined|not confirmed|unconfirmed|not yet|in case|in the event|up for|depending|whichever|as required
    as needed|if required|ballpark|roughly|some of|any of|one of|either|neither|never|no|none|nor|but|other than
    apart from|aside from|with the exception|barring|excl|every other|every second|every third|alternate|alternates
    alternating|and following|and the following|ff|ff.|et seq|et seq.|the month after|month after|thereafter
    afterwards|then|subsequent*|succeeding|preceding|no end|no end date|open-ended|open ended|evergreen|auto-renew*
    autorenew*|auto renew|auto-renews|auto-renewal|automatic renewal|automatically renews|trial*|hold over|holdover
    voraussichtlich*|vorlaufig*|vorlaeufig*|vorbehalt*|*vorbehalt|geplant*|ggf|ggfs|falls|sofern|ungefahr|ca.
    spatestens|fruhestens|mindestens|hochstens|maximal|minimal|erwartet*|optional*|ohne|ausser|ausgenommen
    abzuglich|abzgl|abzgl.|nicht|kein*|sondern|statt|anstatt|anstelle|sowie folgende|fortlaufend|gratis|kostenlos*
    kostenfrei*|gratismonat*|freimonat*|testphase*|testmonat*|testzeitraum*|sous reserve|sous r\u00e9serve
    provisoire*|previsionnel*|prevu|prevue|prevus|prevues|environ|estime|estimee|eventuel*|au moins|au plus|sauf
    hors|excepte|exceptee|sans|aucun|aucune|jamais|gratuit*|offert|offerte|offerts|offertes|essai|preavis
    non inclus|previst*|sujeto a|pendiente*|aproximad*|aprox|aprox.|provisional*|excepto|salvo|menos|sin|ningun*
    nunca|prueba|preaviso|al menos|provvisori*|soggetto a|soggetta a|indicativ*|almeno|massimo|minimo|escluso
    esclusa|esclusi|escluse|eccetto|tranne|meno|senza|nessun*|omaggio|prova|preavviso|stimat*|voorbehoud|voorlopig*
    gepland*|verwacht*|geschat*|ongeveer|minimaal|maximaal|mits|indien|tenzij|behalve|uitgezonderd|exclusief|zonder
    geen|niet|proefperiode*|proefmaand*|opzegtermijn*|provisori*|sujeito a|exceto|exceptuando|nao|nenhum*
    teste gratis|aviso previo|aviso pr\u00e9vio|preliminar*|forelopig*|forelobig*|forventet*|forvantad*|planerad*
    planlagt*|utom|undtagen|unntatt|uden|uten|utan|ikke|inte|bez|oprocz|szacunkow*|wstepn*|krome|odhad*|predbezn*
    haric|tahmini|olmadan|ilman|alustava*|nelkul|kiveve|\u00bc|\u00bd|\u00be|\u2153|\u2154
"""
"""What may yet become otherwise, holds in one case alone, or is not exact."""
MONTHS_ELSEWHERE = """
    stycznia|styczniu|lutego|kwietnia|kwietniu|czerwca|czerwcu|lipca|lipcu|sierpnia|sierpniu|wrzesnia|wrzesniu
    pazdziernika|listopada|grudnia|grudniu|ledna|lednu|unora|unoru|brezna|breznu|dubna|dubnu|kvetna|kvetnu|cervna
    cervnu|cervence|cervenci|srpna|srpnu|zari|rijna|rijnu|listopadu|prosince|prosinci|listopad|sijecanj|sijecnja
    veljaca|ozujak|ozujka|travanj|travnja|svibanj|svibnja|lipanj|lipnja|srpanj|srpnja|kolovoz|kolovoza|rujan|rujna
    studeni|prosinac|prosinca|tammikuu*|helmikuu*|maaliskuu*|huhtikuu*|toukokuu*|kesakuu*|heinakuu*|elokuu*
    syyskuu*|lokakuu*|marraskuu*|joulukuu*|januarban|februarban|marciusban|aprilisban|januartol|januarig|ianuarie
    februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie|gener|febrer|maig|juny|juliol
    setembre|desembre|jaanuar|veebruar|juuni|juuli|oktoober|detsember|janvaris|februaris|aprilis|junijs|julijs
    septembris|oktobris|sausis|vasaris|kovas|balandis|geguze|birzelis|liepa|rugpjutis|rugsejis|spalis|lapkritis
    gruodis|janaar|ocagi|ocaktan|subati|januara|februara|januarja|februarja|\u044f\u043d\u0432*|\u0444\u0435\u0432*
    \u043c\u0430\u0440\u0442*|\u0430\u043f\u0440\u0435*|\u043c\u0430\u0438|\u043c\u0430\u044f|\u0438\u044e\u043d*
    \u0438\u044e\u043b*|\u0430\u0432\u0433*|\u0441\u0435\u043d\u0442*|\u043e\u043a\u0442*|\u043d\u043e\u044f*
    \u0434\u0435\u043a*|\u03b9\u03b1\u03bd*|\u03c6\u03b5\u03b2*|\u03bc\u03b1\u03c1*|\u03b1\u03c0\u03c1*
    \u03bc\u03b1\u03b9*|\u03b9\u03bf\u03c5*|\u03b1\u03c5\u03b3*|\u03c3\u03b5\u03c0*|\u03bf\u03ba\u03c4*
    \u03bd\u03bf\u03b5*|\u03b4\u03b5\u03ba*|\u5e74*|\u6708*|\u65e5*
"""
"""A month as other languages bend it, or as it is called in another language by the name of a different one."""
