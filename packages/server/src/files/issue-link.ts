import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import { nameInAddress } from './file-name.ts'
import { LINK_PATH } from './http-links.ts'
import { insertLink, type NewLink, newSecret } from './links.ts'

export type WantedLink = Omit<NewLink, 'linkId' | 'secret'> & {
  /** The last part of a download's address: some stations go by its ending. */
  readonly name: string | undefined
}

export interface IssuedLink {
  readonly linkId: string
  /** Holds the secret, and is kept nowhere else. */
  readonly url: string
}

/** Makes a one-time link. Refuses a protocol that this server does not offer. */
export type IssueLink = (tx: Tx, wanted: WantedLink) => Promise<IssuedLink>

export interface LinkParts {
  readonly ids: Ids
  readonly random: Random
  readonly publicUrl: () => string
  /** Ports of the FTP side; undefined where it is off. */
  readonly ftpPorts: () => { readonly ftp: number | undefined; readonly ftps: number | undefined }
}

export function linkIssuer(parts: LinkParts): IssueLink {
  return async (tx, { name, ...wanted }) => {
    const secret = newSecret(parts.random, wanted.protocol)
    const base = baseOf(parts, wanted.protocol, secret)
    const linkId = parts.ids.next()
    await insertLink(tx, { ...wanted, secret, linkId })
    return { linkId, url: `${base}/${name === undefined ? '' : nameInAddress(name)}` }
  }
}

function baseOf({ publicUrl, ftpPorts }: LinkParts, protocol: NewLink['protocol'], secret: string): string {
  if (protocol === 'http') return `${publicUrl()}${LINK_PATH}/${secret}`
  const port = ftpPorts()[protocol]
  if (port === undefined) {
    throw new Refusal('transportIsOff', { detail: `Set ${protocol === 'ftp' ? 'FTP_PORT' : 'FTPS_PORT'} to offer it.` })
  }
  return `${protocol}://${secret}@${new URL(publicUrl()).hostname}:${port}`
}
