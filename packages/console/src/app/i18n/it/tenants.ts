import type { tenants as english } from '../en/tenants.ts'
import type { Words } from '../words.ts'

export const tenants: Words<typeof english> = {
  'tenants.title': 'Organizzazioni',
  'tenants.add': 'Aggiungi un’organizzazione',
  'tenants.add.submit': 'Crea e invita',
  'tenants.name': 'Nome',
  'tenants.slug': 'Indirizzo',
  'tenants.slug.hint':
    'Le stazioni si connettono a …/ocpp/{slug}/ seguito dalla loro identità. Non può essere modificato in seguito.',
  'tenants.slug.wrong': 'Usare lettere minuscole e cifre, con trattini in mezzo',
  'tenants.owner': 'Indirizzo e-mail del primo proprietario',
  'tenants.owner.wrong': 'Inserire un indirizzo e-mail',
  'tenants.name.missing': 'Inserire un nome',
  'tenants.made': '{name} è pronta',
  'tenants.link': 'Invito',
  'tenants.link.hint':
    'Se è impostato un server di posta, è stato inviato per e-mail. Altrimenti inoltrarlo: non verrà più mostrato.',
  'tenants.first': 'prima organizzazione',
  'tenants.suspended': 'sospesa',
  'tenants.suspended.why': 'Sospesa: {reason}',
  'tenants.stations': '{count, plural, =0 {nessuna stazione} one {# stazione} other {# stazioni}}',
  'tenants.people': '{count, plural, =0 {ancora nessuno} one {# persona} other {# persone}}',
  'tenants.rename': 'Rinomina',
  'tenants.renameOf': 'Rinomina {name}',
  'tenants.invite': 'Invita di nuovo',
  'tenants.inviteOf': 'Invita di nuovo il primo proprietario di {name}',
  'tenants.suspend': 'Sospendi',
  'tenants.suspendOf': 'Sospendi {name}',
  'tenants.suspend.text':
    'Le sue stazioni vengono respinte e conservano ciò che hanno da comunicare; le sue persone e le sue chiavi API vengono rifiutate. Nulla viene eliminato.',
  'tenants.resume': 'Revoca la sospensione',
  'tenants.resumeOf': 'Revoca la sospensione di {name}',
  'tenants.resume.text': 'Le sue stazioni, persone e chiavi API vengono di nuovo ammesse.',
  'tenants.visit': 'Accedi',
  'tenants.visitOf': 'Accedi a {name}',
  'tenants.visit.text':
    'Per un’ora è possibile vedere e fare ciò che può il proprietario, tranne persone, ruoli, chiavi, webhook, impostazioni e messaggi. Entrambi i registri di controllo conservano il motivo.',
  'tenants.reason': 'Motivo',
  'tenants.reason.hint': 'Le persone dell’organizzazione lo leggono nel loro registro di controllo.',
}
