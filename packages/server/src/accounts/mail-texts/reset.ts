import { type MailLanguage, type MailText, paragraphs } from './languages.ts'

const texts: Readonly<Record<MailLanguage, (link: string) => MailText>> = {
  en: (link) => ({
    subject: 'New password for Stationmaster',
    text: paragraphs(
      'Somebody, hopefully you, wants to set a new password for Stationmaster.',
      `You can do so here; the link works once, for one hour:\n${link}`,
      'It ends your sessions and removes your passkeys; add them again afterwards.',
      'If it was not you, delete this message: your password stays as it is.',
    ),
  }),
  de: (link) => ({
    subject: 'Neues Passwort für Stationmaster',
    text: paragraphs(
      'Jemand, hoffentlich Sie, möchte ein neues Passwort für Stationmaster setzen.',
      `Das geht hier; der Link gilt einmal und eine Stunde lang:\n${link}`,
      'Dabei enden Ihre Sitzungen, und Ihre Passkeys werden entfernt; fügen Sie sie danach wieder hinzu.',
      'Wenn Sie das nicht waren, löschen Sie diese Nachricht: Ihr Passwort bleibt, wie es ist.',
    ),
  }),
  fr: (link) => ({
    subject: 'Nouveau mot de passe pour Stationmaster',
    text: paragraphs(
      'Quelqu’un, vous sans doute, souhaite définir un nouveau mot de passe pour Stationmaster.',
      `C’est possible ici\u202f; le lien ne sert qu’une fois et reste valable une heure\u202f:\n${link}`,
      'Vos sessions seront fermées et vos clés d’accès supprimées\u202f; ajoutez-les de nouveau ensuite.',
      'Si ce n’était pas vous, supprimez ce message\u202f: votre mot de passe reste inchangé.',
    ),
  }),
  es: (link) => ({
    subject: 'Contraseña nueva para Stationmaster',
    text: paragraphs(
      'Alguien, esperamos que usted, quiere establecer una contraseña nueva para Stationmaster.',
      `Puede hacerlo aquí; el enlace sirve una sola vez y durante una hora:\n${link}`,
      'Sus sesiones terminarán y sus llaves de acceso se eliminarán; vuelva a añadirlas después.',
      'Si no fue usted, elimine este mensaje: su contraseña queda como está.',
    ),
  }),
  it: (link) => ({
    subject: 'Nuova password per Stationmaster',
    text: paragraphs(
      'Qualcuno, speriamo Lei, vuole impostare una nuova password per Stationmaster.',
      `Può farlo qui; il link vale una sola volta, per un’ora:\n${link}`,
      'Le sessioni terminano e le passkey vengono rimosse; le aggiunga di nuovo in seguito.',
      'Se non è stato Lei, elimini questo messaggio: la password resta invariata.',
    ),
  }),
  nl: (link) => ({
    subject: 'Nieuw wachtwoord voor Stationmaster',
    text: paragraphs(
      'Iemand, hopelijk u, wil een nieuw wachtwoord voor Stationmaster instellen.',
      `Dat kan hier; de link werkt één keer, een uur lang:\n${link}`,
      'Uw sessies eindigen en uw passkeys worden verwijderd; voeg ze daarna opnieuw toe.',
      'Was u het niet, verwijder dan dit bericht: uw wachtwoord blijft zoals het is.',
    ),
  }),
  pl: (link) => ({
    subject: 'Nowe hasło do Stationmaster',
    text: paragraphs(
      'Ktoś, mamy nadzieję, że Państwo, chce ustawić nowe hasło do Stationmaster.',
      `Można to zrobić tutaj; link działa raz, przez godzinę:\n${link}`,
      'Sesje zostaną zakończone, a klucze dostępu usunięte; potem można je dodać ponownie.',
      'Jeśli to nie byli Państwo, prosimy usunąć tę wiadomość: hasło pozostaje bez zmian.',
    ),
  }),
  ar: (link) => ({
    subject: 'كلمة مرور جديدة لحسابك في Stationmaster',
    text: paragraphs(
      'طلب شخص، ونرجو أن يكون أنت، تعيين كلمة مرور جديدة في Stationmaster.',
      `يمكنك ذلك هنا؛ الرابط صالح لمرة واحدة ولمدة ساعة:\n${link}`,
      'ستنتهي جلساتك وتُحذف مفاتيح المرور؛ أضفها من جديد بعد ذلك.',
      'إن لم تكن أنت فاحذف هذه الرسالة: تبقى كلمة مرورك كما هي.',
    ),
  }),
}

export function resetMail(language: MailLanguage, link: string): MailText {
  return texts[language](link)
}
