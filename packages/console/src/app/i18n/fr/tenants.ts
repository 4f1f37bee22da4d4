import type { tenants as english } from '../en/tenants.ts'
import type { Words } from '../words.ts'

export const tenants: Words<typeof english> = {
  'tenants.title': 'Organisations',
  'tenants.add': 'Ajouter une organisation',
  'tenants.add.submit': 'Créer et inviter',
  'tenants.name': 'Nom',
  'tenants.slug': 'Adresse',
  'tenants.slug.hint':
    'Les bornes se connectent à …/ocpp/{slug}/ suivi de leur identifiant. Elle ne pourra plus être modifiée.',
  'tenants.slug.wrong': 'Minuscules et chiffres, avec des traits d’union entre eux',
  'tenants.owner': 'Adresse e-mail du premier propriétaire',
  'tenants.owner.wrong': 'Une adresse e-mail, s’il vous plaît',
  'tenants.name.missing': 'Un nom, s’il vous plaît',
  'tenants.made': '{name} est prête',
  'tenants.link': 'Invitation',
  'tenants.link.hint':
    'Elle a été envoyée par e-mail si un serveur de messagerie est défini. Sinon, transmettez-la\u202f: elle ne sera plus affichée.',
  'tenants.first': 'première organisation',
  'tenants.suspended': 'suspendue',
  'tenants.suspended.why': 'Suspendue\u202f: {reason}',
  'tenants.stations': '{count, plural, =0 {aucune borne} one {# borne} other {# bornes}}',
  'tenants.people': '{count, plural, =0 {encore personne} one {# personne} other {# personnes}}',
  'tenants.rename': 'Renommer',
  'tenants.renameOf': 'Renommer {name}',
  'tenants.invite': 'Inviter à nouveau',
  'tenants.inviteOf': 'Inviter à nouveau le premier propriétaire de {name}',
  'tenants.suspend': 'Suspendre',
  'tenants.suspendOf': 'Suspendre {name}',
  'tenants.suspend.text':
    'Ses bornes sont renvoyées et gardent ce qu’elles ont à dire\u202f; ses personnes et clés API sont refusées. Rien n’est supprimé.',
  'tenants.resume': 'Lever la suspension',
  'tenants.resumeOf': 'Lever la suspension de {name}',
  'tenants.resume.text': 'Ses bornes, personnes et clés API sont de nouveau admises.',
  'tenants.visit': 'Entrer',
  'tenants.visitOf': 'Entrer dans {name}',
  'tenants.visit.text':
    'Pendant une heure, vous voyez et faites ce que peut son propriétaire, hormis personnes, rôles, clés, webhooks, paramètres et e-mails. Les deux journaux d’audit gardent votre motif.',
  'tenants.reason': 'Motif',
  'tenants.reason.hint': 'Les personnes de cette organisation le lisent dans leur journal d’audit.',
}
