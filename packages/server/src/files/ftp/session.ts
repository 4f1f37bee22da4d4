import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { Clock } from '../../platform/clock/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { FileLink } from '../links.ts'
import type { LinkKey, Transfers } from '../transfers.ts'
import type { DataChannel } from './data-channel.ts'

export interface FtpOptions {
  /** Address to listen on. */
  readonly host: string
  /** Plain FTP, with TLS on demand where there is a certificate; 0 takes a free port. */
  readonly port: number | undefined
  /** TLS from the first byte. */
  readonly tlsPort: number | undefined
  /** What clients behind a translating router are told to connect to; our own address otherwise. */
  readonly passiveAddress: string | undefined
  readonly passivePorts: { readonly from: number; readonly to: number }
  /** Time without a command after which a client is let go. */
  readonly idleMs: number
}

export interface FtpParts {
  readonly transfers: Transfers
  readonly clock: Clock
  readonly random: Random
  readonly options: FtpOptions
  readonly secureContext: SecureContext | undefined
}

/** One client's conversation. It knows one link, and nothing else of us. */
export interface FtpSession extends FtpParts {
  socket: Socket
  /** The control line is encrypted. */
  isSecure: boolean
  /** Data lines are to be encrypted (PROT P). */
  isPrivate: boolean
  user: string | undefined
  failures: number
  login: { readonly key: LinkKey; readonly link: FileLink } | undefined
  channel: DataChannel | undefined
  /** From which byte the next download starts (REST). */
  offset: number
  /** A line is being answered with nothing more to come. */
  isOver: boolean
  say(code: number, text: string): void
}
