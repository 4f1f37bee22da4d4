import type { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { Refusal, type RefusalCode } from '../../platform/errors.ts'
import { nameInAddress } from '../file-name.ts'
import { openDataChannel } from './data-channel.ts'
import { type FtpReply, reply } from './reply.ts'
import type { FtpSession } from './session.ts'

const CONNECT_WITHIN_MS = 15_000

/** Opens a port for the next transfer. Only passive mode is offered: we connect to nobody (bounce attack). */
export async function openPassive(session: FtpSession, form: 'PASV' | 'EPSV'): Promise<FtpReply> {
  const { socket, options, clock, random } = session
  session.channel?.close()
  const { localAddress, remoteAddress } = socket
  if (localAddress === undefined || remoteAddress === undefined) return reply(425, 'The line has been cut.')
  const shown = (options.passiveAddress ?? localAddress).replace(/^::ffff:/, '')
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(shown)
  if (form === 'PASV' && octets === null) return reply(425, 'Use EPSV: this is not IPv4.')
  const { from, to } = options.passivePorts
  const channel = await openDataChannel({
    ...{ clock, localAddress, remoteAddress, ports: options.passivePorts, waitMs: CONNECT_WITHIN_MS },
    firstPort: from + Math.floor(random.fraction() * (to - from + 1)),
    secureContext: session.isPrivate ? session.secureContext : undefined,
  })
  session.channel = channel
  if (channel === undefined) return reply(425, 'All data ports are taken.')
  const { port } = channel
  if (form === 'EPSV') return reply(229, `Entering extended passive mode (|||${port}|)`)
  return reply(227, `Entering passive mode (${shown.replaceAll('.', ',')},${Math.floor(port / 256)},${port % 256})`)
}

/** STOR: takes the upload this client's link is for, whatever it names it. */
export async function store(session: FtpSession, name: string): Promise<FtpReply> {
  return transfer(session, 'upload', async (data, key) => {
    await session.transfers.receive(key, {
      content: data.iterator({ destroyOnReturn: false }),
      cut: (reason) => void data.destroy(reason),
      label: () => ({ name }),
    })
    return reply(226, 'The file is stored.')
  })
}

/** RETR: sends the file this client's link is for, and no other. */
export async function retrieve(session: FtpSession, name: string): Promise<FtpReply> {
  return transfer(session, 'download', async (data, key) => {
    const delivery = await session.transfers.deliver(key, (reason) => void data.destroy(reason))
    try {
      if (!isNameOf(delivery.file, name)) return reply(550, 'There is no such file.')
      if (session.offset > delivery.file.sizeBytes) return reply(554, 'The file ends before that.')
      await pipeline(delivery.open(session.offset), data)
      await delivery.done()
      return reply(226, 'That is all of it.')
    } finally {
      await delivery.end()
    }
  })
}

/** SIZE of the file this client's link is for. */
export async function sizeOf(session: FtpSession, name: string): Promise<FtpReply> {
  const link = session.login?.link
  if (link?.direction !== 'download') return reply(550, 'There is no such file.')
  const file = await session.transfers.describe(link)
  return isNameOf(file, name) ? reply(213, String(file.sizeBytes)) : reply(550, 'There is no such file.')
}

type Key = NonNullable<FtpSession['login']>['key']

async function transfer(
  session: FtpSession,
  direction: 'upload' | 'download',
  move: (data: Socket, key: Key) => Promise<FtpReply>,
): Promise<FtpReply> {
  const { login, channel } = session
  if (login?.link.direction !== direction) return reply(550, `This login is not for ${direction}s.`)
  if (channel === undefined) return reply(425, 'Say PASV or EPSV first.')
  if (direction === 'upload' && session.offset > 0) return reply(504, 'An upload begins at its beginning.')
  session.channel = undefined
  const data = await channel.connected().catch(() => undefined)
  if (data === undefined) return reply(425, 'The data connection did not come.')
  // When the client goes, so does what it sends: half an upload is none.
  const leave = () => data.destroy(new Error('The client has gone.'))
  session.socket.once('close', leave)
  try {
    session.say(150, 'Here it goes.')
    return await move(data, login.key)
  } catch (error) {
    if (error instanceof Refusal) return reply(CODES[error.code] ?? 550, error.message)
    if (data.destroyed) return reply(426, 'The data connection was cut.')
    throw error
  } finally {
    session.offset = 0
    session.socket.removeListener('close', leave)
    channel.close()
  }
}

/** RFC 959 §4.2.2; 550 where it has no word of its own. */
const CODES: Partial<Record<RefusalCode, number>> = {
  bodyTooLarge: 552,
  fileQuotaFull: 552,
  fileLinkBusy: 450,
  tooManyTransfers: 450,
  transferTooSlow: 426,
}

/** Folders are all one here. */
function isNameOf({ name }: { readonly name: string }, path: string): boolean {
  const last = path.split('/').at(-1)
  return last === name || last === nameInAddress(name)
}
