import type { drivers as english } from '../en/drivers.ts'
import type { Words } from '../words.ts'

export const drivers: Words<typeof english> = {
  'drivers.search': 'Zoek naam, e-mail of telefoon',
  'drivers.add': 'Bestuurder toevoegen',
  'drivers.edit': 'De bestuurder bewerken',
  'drivers.name': 'Naam',
  'drivers.email': 'E-mail',
  'drivers.phone': 'Telefoon',
  'drivers.language': 'Taal',
  'drivers.notes': 'Notities',
  'drivers.contact': 'Contact',
  'drivers.since': 'Toegevoegd',
  'drivers.none': 'Nog geen bestuurders',
  'drivers.none.text': 'Een bestuurder bezit tokens; wat daarmee wordt geladen, staat onder zijn naam.',
  'drivers.noneFound': 'Geen bestuurder komt overeen',
  'drivers.noTokens': 'Geen tokens',
  'drivers.noTokens.text': 'Voeg er hier een toe, of kies de bestuurder waar een token wordt bewerkt.',
  'drivers.noSessions': 'Geen sessies',
  'drivers.noSessions.text': 'Wat met een van deze tokens wordt geladen, verschijnt hier.',
  'drivers.allSessions': 'Alle sessies',
  'drivers.delete': '{driver} verwijderen',
  'drivers.delete.text':
    '{count, plural, =0 {De bestuurder heeft geen tokens.} one {Het token blijft, van niemand.} other {De # tokens blijven, van niemand.}}',
  'drivers.filter': 'Bestuurder: {driver}',
  'drivers.filter.clear': 'Bestuurder: {driver}. Die van alle bestuurders tonen',
  'tokens.driver': 'Bestuurder',
  'tokens.driver.none': 'Niemand',
  'tokens.driver.clear': 'Van niemand maken',
}
