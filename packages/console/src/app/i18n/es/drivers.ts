import type { drivers as english } from '../en/drivers.ts'
import type { Words } from '../words.ts'

export const drivers: Words<typeof english> = {
  'drivers.search': 'Buscar nombre, correo o teléfono',
  'drivers.add': 'Añadir un conductor',
  'drivers.edit': 'Editar el conductor',
  'drivers.name': 'Nombre',
  'drivers.email': 'Correo',
  'drivers.phone': 'Teléfono',
  'drivers.language': 'Idioma',
  'drivers.notes': 'Notas',
  'drivers.contact': 'Contacto',
  'drivers.since': 'Añadido',
  'drivers.none': 'Aún no hay conductores',
  'drivers.none.text': 'Un conductor posee tokens; lo que cargan se encuentra bajo su nombre.',
  'drivers.noneFound': 'Ningún conductor coincide',
  'drivers.noTokens': 'Sin tokens',
  'drivers.noTokens.text': 'Añada uno aquí, o elija el conductor al editar un token.',
  'drivers.noSessions': 'Sin sesiones',
  'drivers.noSessions.text': 'Lo que se carga con uno de estos tokens aparece aquí.',
  'drivers.allSessions': 'Todas las sesiones',
  'drivers.delete': 'Eliminar {driver}',
  'drivers.delete.text':
    '{count, plural, =0 {El conductor no tiene tokens.} one {El token queda, sin dueño.} other {Los # tokens quedan, sin dueño.}}',
  'drivers.filter': 'Conductor: {driver}',
  'drivers.filter.clear': 'Conductor: {driver}. Mostrar los de todos los conductores',
  'tokens.driver': 'Conductor',
  'tokens.driver.none': 'Nadie',
  'tokens.driver.clear': 'Dejarlo sin dueño',
}
