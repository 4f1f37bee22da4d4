import type { tenants as english } from '../en/tenants.ts'
import type { Words } from '../words.ts'

export const tenants: Words<typeof english> = {
  'tenants.title': 'Organisaties',
  'tenants.add': 'Organisatie toevoegen',
  'tenants.add.submit': 'Maken en uitnodigen',
  'tenants.name': 'Naam',
  'tenants.slug': 'Adres',
  'tenants.slug.hint': 'Stations verbinden met …/ocpp/{slug}/ en hun identiteit. Het kan later niet worden gewijzigd.',
  'tenants.slug.wrong': 'Gebruik kleine letters en cijfers, met koppeltekens ertussen',
  'tenants.owner': 'E-mailadres van de eerste eigenaar',
  'tenants.owner.wrong': 'Voer een e-mailadres in',
  'tenants.name.missing': 'Voer een naam in',
  'tenants.made': '{name} is gereed',
  'tenants.link': 'Uitnodiging',
  'tenants.link.hint':
    'Met een ingestelde mailserver is ze gemaild. Geef ze anders zelf door: ze wordt niet opnieuw getoond.',
  'tenants.first': 'eerste organisatie',
  'tenants.suspended': 'geschorst',
  'tenants.suspended.why': 'Geschorst: {reason}',
  'tenants.stations': '{count, plural, =0 {geen stations} one {# station} other {# stations}}',
  'tenants.people': '{count, plural, =0 {nog niemand} one {# persoon} other {# personen}}',
  'tenants.rename': 'Hernoemen',
  'tenants.renameOf': '{name} hernoemen',
  'tenants.invite': 'Opnieuw uitnodigen',
  'tenants.inviteOf': 'De eerste eigenaar van {name} opnieuw uitnodigen',
  'tenants.suspend': 'Schorsen',
  'tenants.suspendOf': '{name} schorsen',
  'tenants.suspend.text':
    'De stations worden weggestuurd en bewaren wat ze te melden hebben; personen en API-sleutels worden geweigerd. Er wordt niets verwijderd.',
  'tenants.resume': 'Schorsing opheffen',
  'tenants.resumeOf': 'Schorsing van {name} opheffen',
  'tenants.resume.text': 'De stations, personen en API-sleutels worden weer toegelaten.',
  'tenants.visit': 'Betreden',
  'tenants.visitOf': '{name} betreden',
  'tenants.visit.text':
    'Een uur lang ziet en doet u wat de eigenaar mag, behalve bij personen, rollen, sleutels, webhooks, instellingen en mails. Beide auditlogboeken bewaren uw reden.',
  'tenants.reason': 'Reden',
  'tenants.reason.hint': 'De personen van de organisatie lezen die in hun auditlogboek.',
}
