import ipaddr from 'ipaddr.js'

/** All of IPv6 that is routed in public. What ipaddr.js calls unicast reaches further: `::127.0.0.1` is. */
const ROUTED_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')
/** Addresses within public ranges that answer only machines of a cloud, with what is theirs alone. */
const METADATA = new Set(['168.63.129.16'])

/** Networks that an installation lets addresses of people lead to, beside public ones; such as `10.1.0.0/16`. */
export type AllowedNetworks = readonly string[]

/**
 * Whether a connection to this address leaves for the public Internet, or for a network that is allowed by name. An
 * IPv4 address that is wrapped in IPv6 (mapped, NAT64, 6to4, Teredo) is neither: it may lead anywhere.
 */
export function isAddressOpen(address: string, allowed: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (allowed.some((network) => isWithin(parsed, network))) return true
  if (parsed.range() !== 'unicast' || METADATA.has(parsed.toString())) return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(ROUTED_IPV6)
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : wholeAddress(network)
  return address.kind() === base.kind() && address.match(base, bits)
}

function wholeAddress(address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const parsed = ipaddr.parse(address)
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128]
}
