import { secret, text } from '../parsers.ts'
import type { Setting } from './setting.ts'

/** Invitations, links for new passwords and notices go out by mail. */
export const mail = {
  SMTP_URL: {
    description:
      'mail server, as smtp://user:password@host:port or smtps://; without one mails wait in Settings → Mail',
    default: undefined,
    parser: secret(8),
    secret: true,
  },
  MAIL_FROM: {
    description: 'sender of mails',
    default: 'Stationmaster <stationmaster@localhost>',
    parser: text(),
  },
} as const satisfies Record<string, Setting>
