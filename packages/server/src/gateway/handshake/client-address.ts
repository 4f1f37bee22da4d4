import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { TLSSocket } from 'node:tls'
import { certificateOfHeader, certificateOfSocket, type PresentedCertificate } from './presented-certificate.ts'

export interface ClientAddress {
  readonly address: string
  /** The client's own connection is encrypted, here or at a trusted proxy. */
  readonly secure: boolean
  /** The certificate it has shown there. */
  readonly certificate: PresentedCertificate | undefined
}

export interface AddressReaderOptions {
  readonly trustedProxies: readonly string[]
  /** The header in which those pass on client certificates. */
  readonly clientCertificateHeader: string | undefined
}

/** Reads where a request comes from, believing X-Forwarded-* and the certificate header only when a listed proxy sent them. */
export function createAddressReader({
  trustedProxies,
  clientCertificateHeader,
}: AddressReaderOptions): (request: IncomingMessage) => ClientAddress {
  const trusted = blockListOf(trustedProxies)
  return (request) => {
    const direct = normalise(request.socket.remoteAddress ?? '')
    if (!contains(trusted, direct)) {
      const { socket } = request
      if (!(socket instanceof TLSSocket)) return { address: direct, secure: false, certificate: undefined }
      return { address: direct, secure: true, certificate: certificateOfSocket(socket) }
    }
    const hops = headerText(request.headers['x-forwarded-for'])
      .split(',')
      .map((hop) => normalise(hop.trim()))
    const client = hops.findLast((hop) => isIP(hop) !== 0 && !contains(trusted, hop))
    const protocol = headerText(request.headers['x-forwarded-proto']).split(',').at(-1)?.trim().toLowerCase()
    const secure = protocol === 'https' || protocol === 'wss'
    const passedOn = clientCertificateHeader === undefined ? undefined : request.headers[clientCertificateHeader]
    return {
      address: client ?? direct,
      secure,
      certificate: secure ? certificateOfHeader(headerText(passedOn)) : undefined,
    }
  }
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** IPv4 in IPv6 clothes is IPv4. */
function normalise(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(',') : (value ?? '')
}
