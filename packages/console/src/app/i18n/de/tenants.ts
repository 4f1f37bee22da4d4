import type { tenants as en } from '../en/tenants.ts'

export const tenants: Readonly<Record<keyof typeof en, string>> = {
  'tenants.title': 'Betreiber',
  'tenants.add': 'Betreiber anlegen',
  'tenants.add.submit': 'Anlegen und einladen',
  'tenants.name': 'Name',
  'tenants.slug': 'Adresse',
  'tenants.slug.hint':
    'Stationen verbinden sich mit …/ocpp/{slug}/ und ihrer Kennung. Später ist sie nicht mehr zu ändern.',
  'tenants.slug.wrong': 'Bitte Kleinbuchstaben und Ziffern, dazwischen Bindestriche',
  'tenants.owner': 'E-Mail-Adresse des ersten Inhabers',
  'tenants.owner.wrong': 'Bitte eine E-Mail-Adresse',
  'tenants.name.missing': 'Bitte einen Namen',
  'tenants.made': '{name} ist bereit',
  'tenants.link': 'Einladung',
  'tenants.link.hint':
    'Ist ein Mailserver eingestellt, wurde sie gesendet. Sonst geben Sie sie weiter: Sie wird nicht wieder gezeigt.',
  'tenants.first': 'erster Betreiber',
  'tenants.suspended': 'gesperrt',
  'tenants.suspended.why': 'Gesperrt: {reason}',
  'tenants.stations': '{count, plural, =0 {keine Stationen} one {# Station} other {# Stationen}}',
  'tenants.people': '{count, plural, =0 {noch niemand} one {# Person} other {# Personen}}',
  'tenants.rename': 'Umbenennen',
  'tenants.renameOf': '{name} umbenennen',
  'tenants.invite': 'Neu einladen',
  'tenants.inviteOf': 'Den ersten Inhaber von {name} neu einladen',
  'tenants.suspend': 'Sperren',
  'tenants.suspendOf': '{name} sperren',
  'tenants.suspend.text':
    'Seine Stationen werden weggeschickt und behalten, was sie zu melden haben; seine Personen und API-Schlüssel werden abgewiesen. Gelöscht wird nichts.',
  'tenants.resume': 'Sperre aufheben',
  'tenants.resumeOf': 'Sperre von {name} aufheben',
  'tenants.resume.text': 'Seine Stationen, Personen und API-Schlüssel werden wieder eingelassen.',
  'tenants.visit': 'Eintreten',
  'tenants.visitOf': 'Bei {name} eintreten',
  'tenants.visit.text':
    'Eine Stunde lang sehen und tun Sie, was der Inhaber darf, außer bei Personen, Rollen, Schlüsseln, Webhooks, Einstellungen und Mails. Beide Protokolle behalten Ihren Grund.',
  'tenants.reason': 'Grund',
  'tenants.reason.hint': 'Die Personen des Betreibers lesen ihn in ihrem Protokoll.',
}
