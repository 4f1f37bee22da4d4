import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer, type SecureContextOptions, TLSSocket } from 'node:tls'
import type { Clock } from '../../platform/clock/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { Transfers } from '../transfers.ts'
import { type FtpCommand, lineReader } from './command-lines.ts'
import { answerCommand } from './commands.ts'
import { type FtpReply, reply, replyLine } from './reply.ts'
import type { FtpOptions, FtpParts, FtpSession } from './session.ts'

export interface FtpServerParts {
  readonly transfers: Transfers
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly options: FtpOptions
  /** Certificate and key, where TLS is to be offered. */
  readonly tls: SecureContextOptions | undefined
}

export interface FtpServer extends AsyncDisposable {
  readonly port: number | undefined
  readonly tlsPort: number | undefined
}

const MOST_CLIENTS = 200
const MOST_PER_ADDRESS = 20
/** Commands a client may send ahead of our answers. */
const MOST_WAITING = 20

/**
 * The FTP side of the file store, for stations that know nothing else: passive transfers of one file under a one-time
 * login. It has no folders, no listing, no anonymous user and no active mode.
 */
export async function startFtpServer(parts: FtpServerParts): Promise<FtpServer> {
  const { options, tls } = parts
  const secureContext = tls === undefined ? undefined : createSecureContext({ ...tls, minVersion: 'TLSv1.2' })
  const open = new Set<Socket>()
  const welcome = (socket: Socket, isSecure: boolean) => {
    const from = socket.remoteAddress
    // An error nobody listens to would end the process.
    socket.on('error', () => {})
    const mine = [...open].filter((one) => one.remoteAddress === from).length
    if (open.size >= MOST_CLIENTS || mine >= MOST_PER_ADDRESS) {
      socket.end(replyLine(reply(421, 'Too many connections.')))
      return
    }
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    converse({ ...parts, secureContext }, socket, isSecure, parts.logger)
  }
  const servers: Server[] = []
  const listen = async (server: Server, port: number): Promise<number> => {
    servers.push(server)
    server.listen({ port, host: options.host })
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  }
  const port =
    options.port === undefined
      ? undefined
      : await listen(
          createServer((one) => welcome(one, false)),
          options.port,
        )
  const tlsPort =
    options.tlsPort === undefined || tls === undefined
      ? undefined
      : await listen(
          createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, (one) => welcome(one, true)),
          options.tlsPort,
        )
  return {
    port,
    tlsPort,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

function converse(parts: FtpParts, socket: Socket, isSecure: boolean, logger: Logger): void {
  const session: FtpSession = {
    ...parts,
    socket,
    isSecure,
    isPrivate: isSecure,
    user: undefined,
    failures: 0,
    login: undefined,
    channel: undefined,
    offset: 0,
    isOver: false,
    say: (code, text) => void session.socket.write(replyLine(reply(code, text))),
  }
  listenTo(session, socket, logger)
  session.say(220, 'Ready.')
}

/** Takes commands from a line one after the other, and answers each before the next. */
function listenTo(session: FtpSession, socket: Socket, logger: Logger): void {
  const read = lineReader()
  const waiting: FtpCommand[] = []
  let isBusy = false
  const leave = (last: FtpReply) => socket.end(replyLine(last), () => socket.destroy())
  const work = async () => {
    if (isBusy) return
    isBusy = true
    for (let command = waiting.shift(); command !== undefined && !socket.destroyed; command = waiting.shift()) {
      const answer = await answerOf(session, command, logger)
      if (session.isOver) return leave(answer)
      session.say(answer.code, answer.text)
      if (command.verb === 'AUTH' && answer.code === 234) return encrypt(session, socket, logger)
    }
    isBusy = false
  }
  socket.on('data', (piece) => {
    const commands = read(piece)
    if (commands === 'tooLong' || waiting.length + commands.length > MOST_WAITING) {
      leave(reply(500, 'That is too much.'))
      return
    }
    waiting.push(...commands)
    void work()
  })
  socket.setTimeout(session.options.idleMs, () => {
    // While a transfer runs the control line is silent, and rightly so: the transfer has a pace of its own.
    if (!isBusy) leave(reply(421, 'You were silent too long.'))
  })
  socket.once('close', () => session.channel?.close())
}

async function answerOf(session: FtpSession, command: FtpCommand, logger: Logger): Promise<FtpReply> {
  try {
    return await answerCommand(session, command)
  } catch (error) {
    logger.error({ err: error, verb: command.verb }, 'An FTP command failed')
    return reply(451, 'Something went wrong on our side.')
  }
}

/** Goes on over TLS (RFC 4217); nothing that was said before counts any more. */
function encrypt(session: FtpSession, socket: Socket, logger: Logger): void {
  socket.removeAllListeners('data')
  socket.setTimeout(0)
  const { secureContext } = session
  if (secureContext === undefined) return
  const secure = new TLSSocket(socket, { isServer: true, secureContext })
  secure.on('error', () => socket.destroy())
  Object.assign(session, { socket: secure, isSecure: true, user: undefined, login: undefined, channel: undefined })
  listenTo(session, secure, logger)
}
