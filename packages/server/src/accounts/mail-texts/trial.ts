import type { MailLanguage, MailText } from './languages.ts'

export interface TrialMail {
  readonly organisation: string
  readonly askedBy: string
}

const texts: Readonly<Record<MailLanguage, (mail: TrialMail) => MailText>> = {
  en: ({ organisation, askedBy }) => ({
    subject: `Test mail of ${organisation}`,
    text: `${askedBy} has asked for this mail. It has arrived.`,
  }),
  de: ({ organisation, askedBy }) => ({
    subject: `Testmail von ${organisation}`,
    text: `${askedBy} hat diese Mail angefordert. Sie ist angekommen.`,
  }),
  fr: ({ organisation, askedBy }) => ({
    subject: `E-mail d’essai de ${organisation}`,
    text: `${askedBy} a demandé cet e-mail. Il est bien arrivé.`,
  }),
  es: ({ organisation, askedBy }) => ({
    subject: `Correo de prueba de ${organisation}`,
    text: `${askedBy} ha pedido este correo. Ha llegado.`,
  }),
  it: ({ organisation, askedBy }) => ({
    subject: `E-mail di prova di ${organisation}`,
    text: `${askedBy} ha richiesto questa e-mail. È arrivata.`,
  }),
  nl: ({ organisation, askedBy }) => ({
    subject: `Testmail van ${organisation}`,
    text: `${askedBy} heeft om deze mail gevraagd. Hij is aangekomen.`,
  }),
  pl: ({ organisation, askedBy }) => ({
    subject: `Wiadomość próbna od ${organisation}`,
    text: `O tę wiadomość prosi ${askedBy}. Dotarła.`,
  }),
  ar: ({ organisation, askedBy }) => ({
    subject: `رسالة تجريبية من \u2068${organisation}\u2069`,
    text: `طلب \u2068${askedBy}\u2069 هذه الرسالة، وقد وصلت.`,
  }),
}

/** What an administrator sends to see whether mails arrive. */
export function trialMail(language: MailLanguage, mail: TrialMail): MailText {
  return texts[language](mail)
}
