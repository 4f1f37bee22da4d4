import type { drivers as en } from '../en/drivers.ts'

export const drivers: Readonly<Record<keyof typeof en, string>> = {
  'drivers.search': 'Name, E-Mail oder Telefon suchen',
  'drivers.add': 'Fahrer hinzufügen',
  'drivers.edit': 'Fahrer bearbeiten',
  'drivers.name': 'Name',
  'drivers.email': 'E-Mail',
  'drivers.phone': 'Telefon',
  'drivers.language': 'Sprache',
  'drivers.notes': 'Notizen',
  'drivers.contact': 'Kontakt',
  'drivers.since': 'Hinzugefügt',
  'drivers.none': 'Noch keine Fahrer',
  'drivers.none.text': 'Einem Fahrer gehören Ladekarten; was er lädt, findet sich unter seinem Namen.',
  'drivers.noneFound': 'Kein Fahrer passt',
  'drivers.noTokens': 'Keine Ladekarten',
  'drivers.noTokens.text':
    'Fügen Sie hier eine hinzu, oder wählen Sie den Fahrer dort, wo eine Ladekarte bearbeitet wird.',
  'drivers.noSessions': 'Keine Ladevorgänge',
  'drivers.noSessions.text': 'Was mit einer dieser Ladekarten geladen wird, erscheint hier.',
  'drivers.allSessions': 'Alle Ladevorgänge',
  'drivers.delete': '{driver} löschen',
  'drivers.delete.text':
    '{count, plural, =0 {Der Fahrer hat keine Ladekarten.} one {Die Ladekarte bleibt und gehört niemandem.} other {Die # Ladekarten bleiben und gehören niemandem.}}',
  'drivers.filter': 'Fahrer: {driver}',
  'drivers.filter.clear': 'Fahrer: {driver}. Die aller Fahrer zeigen',
  'tokens.driver': 'Fahrer',
  'tokens.driver.none': 'Niemand',
  'tokens.driver.clear': 'Gehört niemandem',
}
