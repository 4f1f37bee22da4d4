import type { drivers as english } from '../en/drivers.ts'
import type { Words } from '../words.ts'

export const drivers: Words<typeof english> = {
  'drivers.search': 'Rechercher un nom, un e-mail ou un téléphone',
  'drivers.add': 'Ajouter un conducteur',
  'drivers.edit': 'Modifier le conducteur',
  'drivers.name': 'Nom',
  'drivers.email': 'E-mail',
  'drivers.phone': 'Téléphone',
  'drivers.language': 'Langue',
  'drivers.notes': 'Notes',
  'drivers.contact': 'Contact',
  'drivers.since': 'Ajouté',
  'drivers.none': 'Aucun conducteur',
  'drivers.none.text': 'Un conducteur possède des badges\u202f; ce qu’ils chargent se trouve sous son nom.',
  'drivers.noneFound': 'Aucun conducteur ne correspond',
  'drivers.noTokens': 'Aucun badge',
  'drivers.noTokens.text': 'Ajoutez-en un ici, ou choisissez le conducteur en modifiant un badge.',
  'drivers.noSessions': 'Aucune session',
  'drivers.noSessions.text': 'Ce qui est chargé avec l’un de ces badges apparaît ici.',
  'drivers.allSessions': 'Toutes les sessions',
  'drivers.delete': 'Supprimer {driver}',
  'drivers.delete.text':
    '{count, plural, =0 {Le conducteur n’a pas de badge.} one {Le badge reste, à personne.} other {Les # badges restent, à personne.}}',
  'drivers.filter': 'Conducteur\u202f: {driver}',
  'drivers.filter.clear': 'Conducteur\u202f: {driver}. Afficher ceux de tous les conducteurs',
  'tokens.driver': 'Conducteur',
  'tokens.driver.none': 'Personne',
  'tokens.driver.clear': 'N’appartient plus à personne',
}
