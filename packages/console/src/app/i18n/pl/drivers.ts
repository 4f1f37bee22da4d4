import type { drivers as english } from '../en/drivers.ts'
import type { Words } from '../words.ts'

export const drivers: Words<typeof english> = {
  'drivers.search': 'Szukaj nazwiska, e-maila lub telefonu',
  'drivers.add': 'Dodaj kierowcę',
  'drivers.edit': 'Edytuj kierowcę',
  'drivers.name': 'Nazwa',
  'drivers.email': 'E-mail',
  'drivers.phone': 'Telefon',
  'drivers.language': 'Język',
  'drivers.notes': 'Notatki',
  'drivers.contact': 'Kontakt',
  'drivers.since': 'Dodano',
  'drivers.none': 'Nie ma jeszcze kierowców',
  'drivers.none.text': 'Kierowca ma tokeny; to, co nimi ładuje, znajduje się pod jego nazwiskiem.',
  'drivers.noneFound': 'Żaden kierowca nie pasuje',
  'drivers.noTokens': 'Brak tokenów',
  'drivers.noTokens.text': 'Można dodać go tutaj albo wybrać kierowcę przy edycji tokenu.',
  'drivers.noSessions': 'Brak sesji',
  'drivers.noSessions.text': 'Tu pojawia się to, co ładowano jednym z tych tokenów.',
  'drivers.allSessions': 'Wszystkie sesje',
  'drivers.delete': 'Usuń: {driver}',
  'drivers.delete.text':
    '{count, plural, =0 {Kierowca nie ma tokenów.} one {Token pozostaje, jako niczyj.} few {# tokeny pozostają, jako niczyje.} many {# tokenów pozostaje, jako niczyje.} other {# tokenu pozostaje, jako niczyje.}}',
  'drivers.filter': 'Kierowca: {driver}',
  'drivers.filter.clear': 'Kierowca: {driver}. Pokaż tokeny wszystkich kierowców',
  'tokens.driver': 'Kierowca',
  'tokens.driver.none': 'Nikt',
  'tokens.driver.clear': 'Odłącz od kierowcy',
}
