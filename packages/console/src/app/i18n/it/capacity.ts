import type { capacity as english } from '../en/capacity.ts'
import type { Words } from '../words.ts'

export const capacity: Words<typeof english> = {
  'capacity.title': 'Pianificare la capacità',
  'capacity.of': 'E se a {site}',
  'capacity.toSite': 'Al sito',
  'capacity.ask': 'E se',
  'capacity.chargers': 'Nuovi punti di ricarica',
  'capacity.power': 'Potenza di ciascuno, kW',
  'capacity.limit': 'Limite del sito, kW',
  'capacity.limit.hint': 'Il sito ha {limit}. Vuoto: nessun limite.',
  'capacity.limit.none': 'Il sito non ne ha. Vuoto: nessun limite.',
  'capacity.growth': 'Visite in più, %',
  'capacity.growth.hint': 'Vuoto: ogni nuovo punto è occupato quanto uno di oggi.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {Così com’è} one {Con un punto di ricarica in più} other {Con # punti di ricarica in più}}, il carico arriva a {peak}; nessun limite è indicato.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {Il sito regge ciò che ha} one {C’è posto per un punto di ricarica in più} other {C’è posto per # punti di ricarica in più}}: il carico arriva a {peak}, il limite è {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {Il sito regge ciò che ha} one {C’è posto per un punto di ricarica in più} other {C’è posto per # punti di ricarica in più}}: si chiede più del limite in {hours} ore su {all}, il {percent} dell’energia deve aspettare.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {Il limite è troppo basso per ciò che c’è} one {Un punto di ricarica in più è troppo} other {# punti di ricarica in più sono troppi}}: si chiede più del limite in {hours} ore su {all}, il {percent} dell’energia deve aspettare.',
  'capacity.most':
    '{count, plural, =0 {Non c’è posto per altri punti di ricarica da {power}} one {C’è posto al massimo per un altro punto di ricarica da {power}} other {C’è posto al massimo per altri # punti di ricarica da {power}}} se non deve aspettare più del {percent} dell’energia.',
  'capacity.most.more':
    'C’è posto persino per {count, plural, one {un altro punto di ricarica} other {altri # punti di ricarica}} da {power} se non deve aspettare più del {percent} dell’energia.',
  'capacity.thin':
    '{count, plural, one {Di questo sito si conosce solo un giorno} other {Di questo sito si conoscono solo # giorni}}: un anno intero dice di più.',
  'capacity.none': 'Ancora nulla su cui basarsi',
  'capacity.none.text':
    'Quando in questo sito saranno finite delle sessioni, si potranno ripetere con più punti di ricarica o un altro limite.',
  'capacity.compare': 'Prima e dopo',
  'capacity.figure': 'Grandezza',
  'capacity.before': 'Oggi',
  'capacity.after': 'Allora',
  'capacity.wanted': 'Allora, senza limite',
  'capacity.row.visits': 'Visite',
  'capacity.row.energy': 'Energia richiesta',
  'capacity.row.peak': 'Carico più alto',
  'capacity.row.wantedPeak': 'Carico più alto senza limite',
  'capacity.row.over': 'Richiesta oltre il limite',
  'capacity.hours': '{hours} ore su {all}',
  'capacity.row.heldBack': 'Energia che deve aspettare',
  'capacity.row.missing': 'Di cui manca alla partenza',
  'capacity.row.late': 'Visite caricate più tardi',
  'capacity.row.short': 'Visite che ripartono con meno',
  'capacity.row.waiting': 'Visite che aspettano un punto libero',
  'capacity.row.turnedAway': 'Visite che non ne trovano',
  'capacity.day': 'Un giorno feriale tipico',
  'capacity.day.before': 'Oggi, metà dei giorni',
  'capacity.day.beforeHigh': 'Oggi, 95 giorni su 100',
  'capacity.day.after': 'Allora, metà dei giorni',
  'capacity.day.afterHigh': 'Allora, 95 giorni su 100',
  'capacity.day.none': 'Non si conosce ancora un giorno feriale intero',
  'capacity.limitLine': 'Limite',
  'capacity.duration': 'Per quanta parte del tempo il carico è più alto',
  'capacity.year': 'Carico più alto di ogni giorno',
  'capacity.year.peak': 'Carico più alto',
  'capacity.year.none': 'Qui da un anno non è finita nessuna sessione',
  'capacity.assumptions': 'Su che cosa si basa',
  'capacity.assume.visits':
    'Visite ripetute per quarti d’ora: {visits}; giorni: {days}; punti di ricarica: {chargers}.',
  'capacity.assume.added':
    'Visite aggiunte: {visits} ({percent}), tratte da quelle: lo stesso giorno della settimana, più o meno alla stessa ora.',
  'capacity.assume.power':
    'Ogni auto carica dall’arrivo alla potenza più alta vista nella sua sessione e resta altrettanto a lungo.',
  'capacity.assume.share':
    'Sotto il limite tutti dividono in parti uguali. Il limite vale solo per la ricarica: ciò che il sito consuma d’altro non si conta.',
  'capacity.assume.patience': 'Chi non trova un punto libero aspetta {minutes} minuti, poi riparte.',
}
