import type { FtpCommand } from './command-lines.ts'
import { logIn } from './login.ts'
import { type FtpReply, reply } from './reply.ts'
import type { FtpSession } from './session.ts'
import { openPassive, retrieve, sizeOf, store } from './transfer-commands.ts'

type Answering = (session: FtpSession, argument: string) => FtpReply | Promise<FtpReply>

/** What anybody may say. */
const BEFORE_LOGIN: Readonly<Record<string, Answering>> = {
  USER: (session, user) => {
    if (session.login !== undefined) return reply(530, 'You are logged in.')
    session.user = user
    return reply(331, 'And the password?')
  },
  PASS: logIn,
  AUTH: (session, kind) => {
    if (session.secureContext === undefined) return reply(502, 'This server has no certificate.')
    if (session.isSecure) return reply(503, 'The line is encrypted.')
    return /^tls(-c)?$/i.test(kind) ? reply(234, 'Go ahead.') : reply(504, 'Only TLS.')
  },
  PBSZ: () => reply(200, 'PBSZ=0'),
  PROT: (session, level) => {
    if (!session.isSecure) return reply(503, 'Say AUTH TLS first.')
    if (!/^[pc]$/i.test(level)) return reply(536, 'Only P and C.')
    session.isPrivate = level.toUpperCase() === 'P'
    return reply(200, 'So be it.')
  },
  SYST: () => reply(215, 'UNIX Type: L8'),
  NOOP: () => reply(200, 'I am here.'),
  QUIT: (session) => {
    session.isOver = true
    return reply(221, 'Goodbye.')
  },
}

/** What the holder of a link may say. Anything else, and every other file, does not exist for it. */
const AFTER_LOGIN: Readonly<Record<string, Answering>> = {
  PASV: (session) => openPassive(session, 'PASV'),
  EPSV: (session) => openPassive(session, 'EPSV'),
  STOR: store,
  RETR: retrieve,
  SIZE: sizeOf,
  REST: (session, offset) => {
    if (!/^\d{1,15}$/.test(offset)) return reply(501, 'REST takes a number of bytes.')
    session.offset = Number(offset)
    return reply(350, `From byte ${offset}.`)
  },
  // Folders are all one: stations walk into the one they were told of.
  CWD: () => reply(250, 'You are there.'),
  CDUP: () => reply(250, 'You are there.'),
  PWD: () => reply(257, '"/" is where you are.'),
  TYPE: (_, type) => (/^[ail]/i.test(type) ? reply(200, 'Bytes are bytes.') : reply(504, 'Only A and I.')),
  MODE: (_, mode) => (/^s$/i.test(mode) ? reply(200, 'Stream.') : reply(504, 'Only S.')),
  STRU: (_, structure) => (/^f$/i.test(structure) ? reply(200, 'File.') : reply(504, 'Only F.')),
  ALLO: () => reply(202, 'No need.'),
  ABOR: (session) => {
    session.channel?.close()
    session.channel = undefined
    return reply(226, 'Nothing is under way.')
  },
  OPTS: (_, options) => (/^utf8 on$/i.test(options) ? reply(200, 'It is always on.') : reply(501, 'Only UTF8 ON.')),
}

/** Answers one command. Total: what is not offered says so. */
export async function answerCommand(session: FtpSession, { verb, argument }: FtpCommand): Promise<FtpReply> {
  const open = Object.hasOwn(BEFORE_LOGIN, verb) ? BEFORE_LOGIN[verb] : undefined
  if (open !== undefined) return open(session, argument)
  if (session.login === undefined) return reply(530, 'Log in first.')
  const permitted = Object.hasOwn(AFTER_LOGIN, verb) ? AFTER_LOGIN[verb] : undefined
  return permitted === undefined ? reply(502, 'This server does not offer that.') : permitted(session, argument)
}
