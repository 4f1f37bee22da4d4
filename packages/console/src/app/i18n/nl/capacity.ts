import type { capacity as english } from '../en/capacity.ts'
import type { Words } from '../words.ts'

export const capacity: Words<typeof english> = {
  'capacity.title': 'Capaciteit plannen',
  'capacity.of': 'Wat als bij {site}',
  'capacity.toSite': 'Naar de locatie',
  'capacity.ask': 'Wat als',
  'capacity.chargers': 'Nieuwe laadpunten',
  'capacity.power': 'Vermogen van elk, kW',
  'capacity.limit': 'Grens van de locatie, kW',
  'capacity.limit.hint': 'De locatie heeft {limit}. Leeg: geen grens.',
  'capacity.limit.none': 'De locatie heeft er geen. Leeg: geen grens.',
  'capacity.growth': 'Meer bezoeken, %',
  'capacity.growth.hint': 'Leeg: elk nieuw laadpunt is zo druk als een van nu.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {Zoals het is} one {Met één laadpunt meer} other {Met # laadpunten meer}} bereikt de belasting {peak}; er is geen grens opgegeven.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {De locatie draagt wat ze heeft} one {Eén laadpunt meer past} other {# laadpunten meer passen}}: de belasting bereikt {peak}, de grens is {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {De locatie draagt wat ze heeft} one {Eén laadpunt meer past} other {# laadpunten meer passen}}: in {hours} van {all} uur wordt meer gevraagd dan de grens, {percent} van de energie moet wachten.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {De grens is te laag voor wat er is} one {Eén laadpunt meer is te veel} other {# laadpunten meer zijn te veel}}: in {hours} van {all} uur wordt meer gevraagd dan de grens, {percent} van de energie moet wachten.',
  'capacity.most':
    '{count, plural, =0 {Er past geen laadpunt van {power} meer bij} one {Er past hooguit één laadpunt van {power} bij} other {Er passen hooguit # laadpunten van {power} bij}} als niet meer dan {percent} van de energie mag wachten.',
  'capacity.most.more':
    'Er passen zelfs {count, plural, one {nog één laadpunt} other {nog # laadpunten}} van {power} bij als niet meer dan {percent} van de energie mag wachten.',
  'capacity.thin':
    '{count, plural, one {Van deze locatie is pas één dag bekend} other {Van deze locatie zijn pas # dagen bekend}}: een heel jaar zegt meer.',
  'capacity.none': 'Nog niets om op af te gaan',
  'capacity.none.text':
    'Zodra op deze locatie sessies zijn geëindigd, kunnen ze met meer laadpunten of een andere grens worden nagespeeld.',
  'capacity.compare': 'Voor en na',
  'capacity.figure': 'Grootheid',
  'capacity.before': 'Nu',
  'capacity.after': 'Dan',
  'capacity.wanted': 'Dan, zonder grens',
  'capacity.row.visits': 'Bezoeken',
  'capacity.row.energy': 'Gevraagde energie',
  'capacity.row.peak': 'Hoogste belasting',
  'capacity.row.wantedPeak': 'Hoogste belasting zonder grens',
  'capacity.row.over': 'Meer gevraagd dan de grens',
  'capacity.hours': '{hours} van {all} uur',
  'capacity.row.heldBack': 'Energie die moet wachten',
  'capacity.row.missing': 'Daarvan ontbreekt bij vertrek',
  'capacity.row.late': 'Later geladen bezoeken',
  'capacity.row.short': 'Bezoeken die met minder vertrekken',
  'capacity.row.waiting': 'Bezoeken die op een vrij laadpunt wachten',
  'capacity.row.turnedAway': 'Bezoeken die er geen vinden',
  'capacity.day': 'Een typische werkdag',
  'capacity.day.before': 'Nu, de helft van de dagen',
  'capacity.day.beforeHigh': 'Nu, 95 van de 100 dagen',
  'capacity.day.after': 'Dan, de helft van de dagen',
  'capacity.day.afterHigh': 'Dan, 95 van de 100 dagen',
  'capacity.day.none': 'Er is nog geen hele werkdag bekend',
  'capacity.limitLine': 'Grens',
  'capacity.duration': 'Welk deel van de tijd de belasting hoger is',
  'capacity.year': 'Hoogste belasting van elke dag',
  'capacity.year.peak': 'Hoogste belasting',
  'capacity.year.none': 'Hier is in een jaar geen sessie geëindigd',
  'capacity.assumptions': 'Waar dit op rust',
  'capacity.assume.visits': 'Per kwartier nagespeelde bezoeken: {visits}; dagen: {days}; laadpunten: {chargers}.',
  'capacity.assume.added':
    'Toegevoegde bezoeken: {visits} ({percent}), daaruit getrokken: dezelfde weekdag, ongeveer dezelfde tijd.',
  'capacity.assume.power':
    'Elke auto laadt vanaf aankomst met het hoogste vermogen dat zijn sessie heeft laten zien en blijft even lang.',
  'capacity.assume.share':
    'Onder de grens delen allen gelijk. De grens geldt alleen voor laden: wat de locatie verder afneemt, telt niet mee.',
  'capacity.assume.patience': 'Wie geen vrij laadpunt vindt, wacht {minutes} minuten en rijdt dan door.',
}
