/** What a client is told: a code of RFC 959 and one line. */
export interface FtpReply {
  readonly code: number
  readonly text: string
}

export function reply(code: number, text: string): FtpReply {
  return { code, text }
}

/** A reply as it goes over the line; no text can end it early. */
export function replyLine({ code, text }: FtpReply): string {
  return `${code} ${text.replace(/[\r\n]+/g, ' ')}\r\n`
}
