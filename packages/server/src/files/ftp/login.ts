import { Refusal } from '../../platform/errors.ts'
import { type FtpReply, reply } from './reply.ts'
import type { FtpSession } from './session.ts'

const MOST_FAILURES = 3

/** User and password are the two halves of a link's secret; there is nobody else, and no anonymous one. */
export async function logIn(session: FtpSession, password: string): Promise<FtpReply> {
  const { user, isSecure, transfers } = session
  if (user === undefined) return reply(503, 'Say USER first.')
  if (session.login !== undefined) return reply(202, 'You are logged in.')
  const key = { secret: `${user}:${password}`, protocols: isSecure ? (['ftp', 'ftps'] as const) : (['ftp'] as const) }
  try {
    const link = await transfers.look(key)
    session.login = { key, link }
    return reply(230, `Logged in for one ${link.direction}.`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    session.failures += 1
    if (session.failures < MOST_FAILURES) return reply(530, error.message)
    session.isOver = true
    return reply(421, 'Too many wrong passwords.')
  }
}
