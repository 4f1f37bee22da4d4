import type { capacity as english } from '../en/capacity.ts'
import type { Words } from '../words.ts'

export const capacity: Words<typeof english> = {
  'capacity.title': 'Zaplanuj moc',
  'capacity.of': 'Co, jeśli: {site}',
  'capacity.toSite': 'Do lokalizacji',
  'capacity.ask': 'Co, jeśli',
  'capacity.chargers': 'Nowe punkty ładowania',
  'capacity.power': 'Moc każdego, kW',
  'capacity.limit': 'Limit lokalizacji, kW',
  'capacity.limit.hint': 'Lokalizacja ma {limit}. Puste: bez limitu.',
  'capacity.limit.none': 'Lokalizacja nie ma limitu. Puste: bez limitu.',
  'capacity.growth': 'Więcej wizyt, %',
  'capacity.growth.hint': 'Puste: każdy nowy punkt jest tak zajęty jak dzisiejszy.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {W obecnym stanie} one {Z jednym punktem ładowania więcej} few {Z # punktami ładowania więcej} many {Z # punktami ładowania więcej} other {Z # punktu ładowania więcej}} obciążenie sięga {peak}; nie podano limitu.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {Lokalizacja unosi to, co ma} one {Zmieści się jeszcze jeden punkt ładowania} few {Zmieszczą się jeszcze # punkty ładowania} many {Zmieści się jeszcze # punktów ładowania} other {Zmieści się jeszcze # punktu ładowania}}: obciążenie sięga {peak}, limit wynosi {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {Lokalizacja unosi to, co ma} one {Zmieści się jeszcze jeden punkt ładowania} few {Zmieszczą się jeszcze # punkty ładowania} many {Zmieści się jeszcze # punktów ładowania} other {Zmieści się jeszcze # punktu ładowania}}: zapotrzebowanie przekracza limit przez {hours} z {all} godzin, {percent} energii musi czekać.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {Limit jest za niski na to, co już stoi} one {Jeszcze jeden punkt ładowania to za dużo} few {Jeszcze # punkty ładowania to za dużo} many {Jeszcze # punktów ładowania to za dużo} other {Jeszcze # punktu ładowania to za dużo}}: zapotrzebowanie przekracza limit przez {hours} z {all} godzin, {percent} energii musi czekać.',
  'capacity.most':
    '{count, plural, =0 {Nie zmieści się już żaden punkt ładowania o mocy {power}} one {Zmieści się najwyżej jeden punkt ładowania o mocy {power}} few {Zmieszczą się najwyżej # punkty ładowania o mocy {power}} many {Zmieści się najwyżej # punktów ładowania o mocy {power}} other {Zmieści się najwyżej # punktu ładowania o mocy {power}}}, jeśli czekać może nie więcej niż {percent} energii.',
  'capacity.most.more':
    'Zmieści się nawet {count, plural, one {jeszcze jeden punkt ładowania} few {jeszcze # punkty ładowania} many {jeszcze # punktów ładowania} other {jeszcze # punktu ładowania}} o mocy {power}, jeśli czekać może nie więcej niż {percent} energii.',
  'capacity.thin':
    '{count, plural, one {Z tej lokalizacji znany jest tylko jeden dzień} few {Z tej lokalizacji znane są tylko # dni} many {Z tej lokalizacji znanych jest tylko # dni} other {Z tej lokalizacji znane jest tylko # dnia}}: cały rok mówi więcej.',
  'capacity.none': 'Na razie nie ma na czym się oprzeć',
  'capacity.none.text':
    'Gdy w tej lokalizacji zakończą się sesje, będzie można je odtworzyć z większą liczbą punktów ładowania lub innym limitem.',
  'capacity.compare': 'Przed i po',
  'capacity.figure': 'Wielkość',
  'capacity.before': 'Dziś',
  'capacity.after': 'Wtedy',
  'capacity.wanted': 'Wtedy, bez limitu',
  'capacity.row.visits': 'Wizyty',
  'capacity.row.energy': 'Żądana energia',
  'capacity.row.peak': 'Najwyższe obciążenie',
  'capacity.row.wantedPeak': 'Najwyższe obciążenie bez limitu',
  'capacity.row.over': 'Zapotrzebowanie ponad limit',
  'capacity.hours': '{hours} z {all} godzin',
  'capacity.row.heldBack': 'Energia, która musi czekać',
  'capacity.row.missing': 'Z tego brakuje przy odjeździe',
  'capacity.row.late': 'Wizyty naładowane później',
  'capacity.row.short': 'Wizyty, które odjeżdżają z mniejszą energią',
  'capacity.row.waiting': 'Wizyty czekające na wolny punkt',
  'capacity.row.turnedAway': 'Wizyty, które go nie znajdują',
  'capacity.day': 'Typowy dzień roboczy',
  'capacity.day.before': 'Dziś, połowa dni',
  'capacity.day.beforeHigh': 'Dziś, 95 na 100 dni',
  'capacity.day.after': 'Wtedy, połowa dni',
  'capacity.day.afterHigh': 'Wtedy, 95 na 100 dni',
  'capacity.day.none': 'Nie jest jeszcze znany cały dzień roboczy',
  'capacity.limitLine': 'Limit',
  'capacity.duration': 'Przez jaką część czasu obciążenie jest wyższe',
  'capacity.year': 'Najwyższe obciążenie każdego dnia',
  'capacity.year.peak': 'Najwyższe obciążenie',
  'capacity.year.none': 'Od roku nie zakończyła się tu żadna sesja',
  'capacity.assumptions': 'Na czym to się opiera',
  'capacity.assume.visits': 'Wizyty odtworzone co kwadrans: {visits}; dni: {days}; punkty ładowania: {chargers}.',
  'capacity.assume.added':
    'Dodane wizyty: {visits} ({percent}), wylosowane z tamtych: ten sam dzień tygodnia, mniej więcej ta sama pora.',
  'capacity.assume.power':
    'Każdy samochód ładuje od przyjazdu z najwyższą mocą, jaką pokazała jego sesja, i zostaje tak samo długo.',
  'capacity.assume.share':
    'Przy limicie wszyscy dzielą się po równo. Limit dotyczy tylko ładowania: reszta poboru lokalizacji się nie liczy.',
  'capacity.assume.patience': 'Kto nie znajdzie wolnego punktu, czeka {minutes} minut i jedzie dalej.',
}
