import { type ConsoleLanguage, LANGUAGES } from '../../contract/index.ts'

/** The languages in which we write mails: those of the console. */
export const mailLanguages = LANGUAGES
export type MailLanguage = ConsoleLanguage

/** What a mail says. Plain text. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

/** The best of a browser's languages that we write. The console says there which language its reader has chosen. */
export function browserLanguage(headers: Headers): MailLanguage | undefined {
  const wanted = (headers.get('accept-language') ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { language: tag.split('-', 1)[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
  for (const { language } of wanted) {
    const known = mailLanguages.find((each) => each === language)
    if (known !== undefined) return known
  }
  return undefined
}

/** Paragraphs of a mail. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.join('\n\n')
}
