import type { capacity as en } from '../en/capacity.ts'

export const capacity: Readonly<Record<keyof typeof en, string>> = {
  'capacity.title': 'Kapazität planen',
  'capacity.of': 'Was wäre, wenn: {site}',
  'capacity.toSite': 'Zum Standort',
  'capacity.ask': 'Was wäre, wenn',
  'capacity.chargers': 'Neue Ladepunkte',
  'capacity.power': 'Leistung je Ladepunkt, kW',
  'capacity.limit': 'Grenze des Standorts, kW',
  'capacity.limit.hint': 'Der Standort hat {limit}. Leer: keine Grenze.',
  'capacity.limit.none': 'Der Standort hat keine. Leer: keine Grenze.',
  'capacity.growth': 'Mehr Besuche, %',
  'capacity.growth.hint': 'Leer: Jeder neue Ladepunkt ist so ausgelastet wie einer von heute.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {So wie es ist} one {Mit einem Ladepunkt mehr} other {Mit # Ladepunkten mehr}} erreicht die Last {peak}; eine Grenze ist nicht angegeben.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {Der Standort trägt, was er hat} one {Ein Ladepunkt mehr passt} other {# Ladepunkte mehr passen}}: Die Last erreicht {peak}, die Grenze liegt bei {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {Der Standort trägt, was er hat} one {Ein Ladepunkt mehr passt} other {# Ladepunkte mehr passen}}: In {hours} von {all} Stunden wird mehr verlangt als die Grenze, {percent} der Energie müssen warten.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {Die Grenze ist zu niedrig für das, was da ist} one {Ein Ladepunkt mehr ist zu viel} other {# Ladepunkte mehr sind zu viele}}: In {hours} von {all} Stunden wird mehr verlangt als die Grenze, {percent} der Energie müssen warten.',
  'capacity.most':
    '{count, plural, =0 {Kein weiterer Ladepunkt mit {power} passt} one {Höchstens ein weiterer Ladepunkt mit {power} passt} other {Höchstens # weitere Ladepunkte mit {power} passen}}, wenn nicht mehr als {percent} der Energie warten dürfen.',
  'capacity.most.more':
    'Sogar {count, plural, one {ein weiterer Ladepunkt} other {# weitere Ladepunkte}} mit {power} passen, wenn nicht mehr als {percent} der Energie warten dürfen.',
  'capacity.thin':
    '{count, plural, one {Von diesem Standort ist erst ein Tag bekannt} other {Von diesem Standort sind erst # Tage bekannt}}: Ein ganzes Jahr sagt mehr.',
  'capacity.none': 'Noch nichts, woran man sich halten könnte',
  'capacity.none.text':
    'Sobald hier Ladevorgänge zu Ende gegangen sind, lassen sie sich mit mehr Ladepunkten oder einer anderen Grenze durchspielen.',
  'capacity.compare': 'Vorher und nachher',
  'capacity.figure': 'Größe',
  'capacity.before': 'Heute',
  'capacity.after': 'Dann',
  'capacity.wanted': 'Dann, ohne Grenze',
  'capacity.row.visits': 'Besuche',
  'capacity.row.energy': 'Verlangte Energie',
  'capacity.row.peak': 'Höchste Last',
  'capacity.row.wantedPeak': 'Höchste Last ohne Grenze',
  'capacity.row.over': 'Mehr verlangt als die Grenze',
  'capacity.hours': '{hours} von {all} Stunden',
  'capacity.row.heldBack': 'Energie, die warten muss',
  'capacity.row.missing': 'Davon fehlt bei der Abfahrt',
  'capacity.row.late': 'Später geladene Besuche',
  'capacity.row.short': 'Besuche, die mit weniger abfahren',
  'capacity.row.waiting': 'Besuche, die auf einen freien Ladepunkt warten',
  'capacity.row.turnedAway': 'Besuche, die keinen finden',
  'capacity.day': 'Ein typischer Werktag',
  'capacity.day.before': 'Heute, die Hälfte der Tage',
  'capacity.day.beforeHigh': 'Heute, 95 von 100 Tagen',
  'capacity.day.after': 'Dann, die Hälfte der Tage',
  'capacity.day.afterHigh': 'Dann, 95 von 100 Tagen',
  'capacity.day.none': 'Noch ist kein ganzer Werktag bekannt',
  'capacity.limitLine': 'Grenze',
  'capacity.duration': 'Welchen Teil der Zeit die Last höher ist',
  'capacity.year': 'Höchste Last jedes Tages',
  'capacity.year.peak': 'Höchste Last',
  'capacity.year.none': 'Hier ging seit einem Jahr kein Ladevorgang zu Ende',
  'capacity.assumptions': 'Worauf das beruht',
  'capacity.assume.visits': 'In Viertelstunden durchgespielte Besuche: {visits}; Tage: {days}; Ladepunkte: {chargers}.',
  'capacity.assume.added':
    'Hinzugefügte Besuche: {visits} ({percent}), aus jenen gezogen: am selben Wochentag, etwa zur selben Zeit.',
  'capacity.assume.power':
    'Jedes Auto lädt ab der Ankunft mit der höchsten Leistung, die sein Ladevorgang gezeigt hat, und bleibt so lange wie damals.',
  'capacity.assume.share':
    'An der Grenze teilen alle gleichmäßig. Die Grenze gilt nur für das Laden: Was der Standort sonst bezieht, zählt nicht mit.',
  'capacity.assume.patience': 'Wer keinen freien Ladepunkt findet, wartet {minutes} Minuten und fährt dann weiter.',
}
