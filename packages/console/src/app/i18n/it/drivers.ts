import type { drivers as english } from '../en/drivers.ts'
import type { Words } from '../words.ts'

export const drivers: Words<typeof english> = {
  'drivers.search': 'Cerca nome, e-mail o telefono',
  'drivers.add': 'Aggiungi un conducente',
  'drivers.edit': 'Modifica il conducente',
  'drivers.name': 'Nome',
  'drivers.email': 'E-mail',
  'drivers.phone': 'Telefono',
  'drivers.language': 'Lingua',
  'drivers.notes': 'Note',
  'drivers.contact': 'Contatto',
  'drivers.since': 'Aggiunto',
  'drivers.none': 'Ancora nessun conducente',
  'drivers.none.text': 'Un conducente possiede token; ciò che ricaricano si trova sotto il suo nome.',
  'drivers.noneFound': 'Nessun conducente corrisponde',
  'drivers.noTokens': 'Nessun token',
  'drivers.noTokens.text': 'Ne aggiunga uno qui, o scelga il conducente quando modifica un token.',
  'drivers.noSessions': 'Nessuna sessione',
  'drivers.noSessions.text': 'Ciò che si ricarica con uno di questi token appare qui.',
  'drivers.allSessions': 'Tutte le sessioni',
  'drivers.delete': 'Elimina {driver}',
  'drivers.delete.text':
    '{count, plural, =0 {Il conducente non ha token.} one {Il token resta, di nessuno.} other {I # token restano, di nessuno.}}',
  'drivers.filter': 'Conducente: {driver}',
  'drivers.filter.clear': 'Conducente: {driver}. Mostra quelli di tutti i conducenti',
  'tokens.driver': 'Conducente',
  'tokens.driver.none': 'Nessuno',
  'tokens.driver.clear': 'Rendilo di nessuno',
}
