/** What more chargers would do to a site. */
export const capacity = {
  'capacity.title': 'Plan capacity',
  'capacity.of': 'What if at {site}',
  'capacity.toSite': 'To the site',
  'capacity.ask': 'What if',
  'capacity.chargers': 'New chargers',
  'capacity.power': 'Power of each, kW',
  'capacity.limit': 'Limit of the site, kW',
  'capacity.limit.hint': 'The site has {limit}. Empty: no limit.',
  'capacity.limit.none': 'The site has none. Empty: no limit.',
  'capacity.growth': 'More visits, %',
  'capacity.growth.hint': 'Empty: each new charger is as busy as one of today.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {As it stands} one {With one more charger} other {With # more chargers}}, the load reaches {peak}; no limit is given.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {The site carries what it has} one {One more charger fits} other {# more chargers fit}}: the load reaches {peak}, the limit is {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {The site carries what it has} one {One more charger fits} other {# more chargers fit}}: more than the limit is asked for in {hours} of {all} hours, {percent} of the energy has to wait.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {The limit is too low for what is there} one {One more charger is too much} other {# more chargers are too many}}: more than the limit is asked for in {hours} of {all} hours, {percent} of the energy has to wait.',
  'capacity.most':
    '{count, plural, =0 {No further charger of {power} fits} one {One more charger of {power} fits at most} other {At most # more chargers of {power} fit}} if no more than {percent} of the energy may have to wait.',
  'capacity.most.more':
    'Even {count, plural, one {one more charger} other {# more chargers}} of {power} fit if no more than {percent} of the energy may have to wait.',
  'capacity.thin':
    '{count, plural, one {Only one day of this site is known} other {Only # days of this site are known}}: a whole year says more.',
  'capacity.none': 'Nothing to go by yet',
  'capacity.none.text':
    'Once sessions have ended at this site, they can be replayed with more chargers or another limit.',
  'capacity.compare': 'Before and after',
  'capacity.figure': 'Figure',
  'capacity.before': 'Today',
  'capacity.after': 'Then',
  'capacity.wanted': 'Then, without a limit',
  'capacity.row.visits': 'Visits',
  'capacity.row.energy': 'Energy asked for',
  'capacity.row.peak': 'Highest load',
  'capacity.row.wantedPeak': 'Highest load without a limit',
  'capacity.row.over': 'More asked for than the limit',
  'capacity.hours': '{hours} of {all} hours',
  'capacity.row.heldBack': 'Energy that has to wait',
  'capacity.row.missing': 'Of it, missing at departure',
  'capacity.row.late': 'Visits charged later',
  'capacity.row.short': 'Visits that leave with less',
  'capacity.row.waiting': 'Visits that wait for a free charger',
  'capacity.row.turnedAway': 'Visits that find none',
  'capacity.day': 'A typical weekday',
  'capacity.day.before': 'Today, half of the days',
  'capacity.day.beforeHigh': 'Today, 95 of 100 days',
  'capacity.day.after': 'Then, half of the days',
  'capacity.day.afterHigh': 'Then, 95 of 100 days',
  'capacity.day.none': 'No whole weekday is known yet',
  'capacity.limitLine': 'Limit',
  'capacity.duration': 'For how much of the time the load is higher',
  'capacity.year': 'Highest load of each day',
  'capacity.year.peak': 'Highest load',
  'capacity.year.none': 'No session has ended here within a year',
  'capacity.assumptions': 'What this rests on',
  'capacity.assume.visits': 'Visits replayed by quarters of an hour: {visits}; days: {days}; chargers: {chargers}.',
  'capacity.assume.added':
    'Visits added: {visits} ({percent}), drawn from those: the same weekday, about the same time.',
  'capacity.assume.power':
    'Each car charges at the highest power that its session has shown, from its arrival, and stays as long as it did.',
  'capacity.assume.share':
    'Under the limit all share evenly. The limit is for charging alone: what else the site draws is not counted.',
  'capacity.assume.patience': 'Who finds no free charger waits {minutes} minutes, then drives on.',
} as const
