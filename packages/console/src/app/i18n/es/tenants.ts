import type { tenants as english } from '../en/tenants.ts'
import type { Words } from '../words.ts'

export const tenants: Words<typeof english> = {
  'tenants.title': 'Organizaciones',
  'tenants.add': 'Añadir una organización',
  'tenants.add.submit': 'Crear e invitar',
  'tenants.name': 'Nombre',
  'tenants.slug': 'Dirección',
  'tenants.slug.hint': 'Las estaciones se conectan en …/ocpp/{slug}/ y su identidad. No se podrá cambiar después.',
  'tenants.slug.wrong': 'Letras minúsculas y cifras, con guiones entre ellas',
  'tenants.owner': 'Dirección de correo del primer propietario',
  'tenants.owner.wrong': 'Una dirección de correo, por favor',
  'tenants.name.missing': 'Un nombre, por favor',
  'tenants.made': '{name} está lista',
  'tenants.link': 'Invitación',
  'tenants.link.hint':
    'Se ha enviado por correo si hay un servidor de correo. Si no, transmítala: no se muestra otra vez.',
  'tenants.first': 'primera organización',
  'tenants.suspended': 'suspendida',
  'tenants.suspended.why': 'Suspendida: {reason}',
  'tenants.stations': '{count, plural, =0 {sin estaciones} one {# estación} other {# estaciones}}',
  'tenants.people': '{count, plural, =0 {nadie todavía} one {# persona} other {# personas}}',
  'tenants.rename': 'Renombrar',
  'tenants.renameOf': 'Renombrar {name}',
  'tenants.invite': 'Invitar de nuevo',
  'tenants.inviteOf': 'Invitar de nuevo al primer propietario de {name}',
  'tenants.suspend': 'Suspender',
  'tenants.suspendOf': 'Suspender {name}',
  'tenants.suspend.text':
    'Sus estaciones son despedidas y guardan lo que tienen que decir; sus personas y claves de API son rechazadas. No se elimina nada.',
  'tenants.resume': 'Levantar la suspensión',
  'tenants.resumeOf': 'Levantar la suspensión de {name}',
  'tenants.resume.text': 'Sus estaciones, personas y claves de API se admiten de nuevo.',
  'tenants.visit': 'Entrar',
  'tenants.visitOf': 'Entrar en {name}',
  'tenants.visit.text':
    'Durante una hora ve y hace lo que puede su propietario, salvo personas, roles, claves, webhooks, ajustes y correos. Ambos registros de auditoría guardan su motivo.',
  'tenants.reason': 'Motivo',
  'tenants.reason.hint': 'Las personas de esa organización lo leen en su registro de auditoría.',
}
