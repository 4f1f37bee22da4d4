/** The languages in which we write mails. */
export type Language = 'en' | 'de'

/** The first language of a browser's list that we write; English otherwise. */
export function languageOf(headers: Headers): Language {
  const wanted = (headers.get('accept-language') ?? '')
    .split(',')
    .map((entry) => entry.trim().slice(0, 2).toLowerCase())
  return wanted.find((language): language is Language => language === 'en' || language === 'de') ?? 'en'
}

export interface MailText {
  readonly subject: string
  readonly text: string
}

export interface InvitationMail {
  readonly tenant: string
  readonly invitedBy: string
  readonly link: string
  readonly days: number
}

export function invitationMail(language: Language, { tenant, invitedBy, link, days }: InvitationMail): MailText {
  if (language === 'de') {
    return {
      subject: `Einladung zu ${tenant} in Stationmaster`,
      text: [
        `${invitedBy} lädt Sie ein, in ${tenant} mitzuarbeiten.`,
        `Nehmen Sie die Einladung hier an; der Link gilt einmal und ${days} Tage lang:\n${link}`,
        'Wenn Sie nichts damit anfangen können, löschen Sie diese Nachricht.',
      ].join('\n\n'),
    }
  }
  return {
    subject: `Invitation to ${tenant} in Stationmaster`,
    text: [
      `${invitedBy} invites you to work in ${tenant}.`,
      `Accept the invitation here; the link works once, for ${days} days:\n${link}`,
      'If this means nothing to you, delete this message.',
    ].join('\n\n'),
  }
}

export function resetMail(language: Language, link: string): MailText {
  if (language === 'de') {
    return {
      subject: 'Neues Passwort für Stationmaster',
      text: [
        'Jemand, hoffentlich Sie, möchte ein neues Passwort für Stationmaster setzen.',
        `Das geht hier; der Link gilt einmal und eine Stunde lang:\n${link}`,
        'Wenn Sie das nicht waren, löschen Sie diese Nachricht: Ihr Passwort bleibt, wie es ist.',
      ].join('\n\n'),
    }
  }
  return {
    subject: 'New password for Stationmaster',
    text: [
      'Somebody, hopefully you, wants to set a new password for Stationmaster.',
      `You can do so here; the link works once, for one hour:\n${link}`,
      'If it was not you, delete this message: your password stays as it is.',
    ].join('\n\n'),
  }
}
