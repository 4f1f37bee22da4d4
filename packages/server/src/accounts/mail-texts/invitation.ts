import { type MailLanguage, type MailText, paragraphs } from './languages.ts'

export interface InvitationMail {
  readonly tenant: string
  readonly invitedBy: string
  readonly link: string
  readonly days: number
}

const texts: Readonly<Record<MailLanguage, (mail: InvitationMail) => MailText>> = {
  en: ({ tenant, invitedBy, link, days }) => ({
    subject: `Invitation to ${tenant} in Stationmaster`,
    text: paragraphs(
      `${invitedBy} invites you to work in ${tenant}.`,
      `Accept the invitation here; the link works once, for ${days} days:\n${link}`,
      'If this means nothing to you, delete this message.',
    ),
  }),
  de: ({ tenant, invitedBy, link, days }) => ({
    subject: `Einladung zu ${tenant} in Stationmaster`,
    text: paragraphs(
      `${invitedBy} lädt Sie ein, in ${tenant} mitzuarbeiten.`,
      `Nehmen Sie die Einladung hier an; der Link gilt einmal und ${days} Tage lang:\n${link}`,
      'Wenn Sie nichts damit anfangen können, löschen Sie diese Nachricht.',
    ),
  }),
  fr: ({ tenant, invitedBy, link, days }) => ({
    subject: `Invitation à rejoindre ${tenant} dans Stationmaster`,
    text: paragraphs(
      `${invitedBy} vous invite à rejoindre ${tenant}.`,
      `Acceptez l’invitation ici\u202f; le lien ne sert qu’une fois et reste valable ${days} jours\u202f:\n${link}`,
      'Si ce message ne vous concerne pas, supprimez-le.',
    ),
  }),
  es: ({ tenant, invitedBy, link, days }) => ({
    subject: `Invitación a ${tenant} en Stationmaster`,
    text: paragraphs(
      `${invitedBy} le invita a trabajar en ${tenant}.`,
      `Acepte la invitación aquí; el enlace sirve una sola vez y durante ${days} días:\n${link}`,
      'Si este mensaje no le dice nada, elimínelo.',
    ),
  }),
  it: ({ tenant, invitedBy, link, days }) => ({
    subject: `Invito a ${tenant} in Stationmaster`,
    text: paragraphs(
      `${invitedBy} La invita a lavorare in ${tenant}.`,
      `Accetti l’invito qui; il link vale una sola volta, per ${days} giorni:\n${link}`,
      'Se questo messaggio non La riguarda, lo elimini.',
    ),
  }),
  nl: ({ tenant, invitedBy, link, days }) => ({
    subject: `Uitnodiging voor ${tenant} in Stationmaster`,
    text: paragraphs(
      `${invitedBy} nodigt u uit om in ${tenant} te werken.`,
      `Accepteer de uitnodiging hier; de link werkt één keer, ${days} dagen lang:\n${link}`,
      'Als dit bericht u niets zegt, verwijder het dan.',
    ),
  }),
  pl: ({ tenant, invitedBy, link, days }) => ({
    subject: `Zaproszenie do ${tenant} w Stationmaster`,
    text: paragraphs(
      `${invitedBy} zaprasza Państwa do pracy w ${tenant}.`,
      `Zaproszenie można przyjąć tutaj; link działa raz, przez ${days} dni:\n${link}`,
      'Jeśli ta wiadomość nic Państwu nie mówi, prosimy ją usunąć.',
    ),
  }),
  ar: ({ tenant, invitedBy, link, days }) => ({
    subject: `دعوة إلى \u2068${tenant}\u2069 في Stationmaster`,
    text: paragraphs(
      `يدعوك \u2068${invitedBy}\u2069 إلى العمل في \u2068${tenant}\u2069.`,
      `اقبل الدعوة هنا؛ الرابط صالح لمرة واحدة، ومدته بالأيام ${days}:\n${link}`,
      'إن لم تكن هذه الرسالة تعنيك فاحذفها.',
    ),
  }),
}

export function invitationMail(language: MailLanguage, mail: InvitationMail): MailText {
  return texts[language](mail)
}
