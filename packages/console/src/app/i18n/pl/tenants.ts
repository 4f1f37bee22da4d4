import type { tenants as english } from '../en/tenants.ts'
import type { Words } from '../words.ts'

export const tenants: Words<typeof english> = {
  'tenants.title': 'Organizacje',
  'tenants.add': 'Dodaj organizację',
  'tenants.add.submit': 'Utwórz i zaproś',
  'tenants.name': 'Nazwa',
  'tenants.slug': 'Adres',
  'tenants.slug.hint': 'Stacje łączą się z …/ocpp/{slug}/ i swoim identyfikatorem. Później nie można tego zmienić.',
  'tenants.slug.wrong': 'Użyj małych liter i cyfr, a między nimi łączników',
  'tenants.owner': 'Adres e-mail pierwszego właściciela',
  'tenants.owner.wrong': 'Podaj adres e-mail',
  'tenants.name.missing': 'Podaj nazwę',
  'tenants.made': 'Organizacja {name} jest gotowa',
  'tenants.link': 'Zaproszenie',
  'tenants.link.hint':
    'Jeśli ustawiono serwer poczty, wysłano je pocztą. W przeciwnym razie przekaż je: nie zostanie ponownie wyświetlone.',
  'tenants.first': 'pierwsza organizacja',
  'tenants.suspended': 'zawieszona',
  'tenants.suspended.why': 'Zawieszona: {reason}',
  'tenants.stations':
    '{count, plural, =0 {brak stacji} one {# stacja} few {# stacje} many {# stacji} other {# stacji}}',
  'tenants.people': '{count, plural, =0 {jeszcze nikogo} one {# osoba} few {# osoby} many {# osób} other {# osoby}}',
  'tenants.rename': 'Zmień nazwę',
  'tenants.renameOf': 'Zmień nazwę: {name}',
  'tenants.invite': 'Zaproś ponownie',
  'tenants.inviteOf': 'Zaproś ponownie pierwszego właściciela {name}',
  'tenants.suspend': 'Zawieś',
  'tenants.suspendOf': 'Zawieś {name}',
  'tenants.suspend.text':
    'Jej stacje są odsyłane i zachowują to, co mają do zgłoszenia; jej osoby i klucze API są odrzucane. Niczego się nie usuwa.',
  'tenants.resume': 'Cofnij zawieszenie',
  'tenants.resumeOf': 'Cofnij zawieszenie {name}',
  'tenants.resume.text': 'Jej stacje, osoby i klucze API będą znów wpuszczane.',
  'tenants.visit': 'Wejdź',
  'tenants.visitOf': 'Wejdź do {name}',
  'tenants.visit.text':
    'Przez godzinę można widzieć i robić to, co właściciel, z wyjątkiem osób, ról, kluczy, webhooków, ustawień i wiadomości. Oba dzienniki audytu zachowają powód.',
  'tenants.reason': 'Powód',
  'tenants.reason.hint': 'Osoby z organizacji przeczytają go w swoim dzienniku audytu.',
}
