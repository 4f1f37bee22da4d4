/**
 * What limits per address count by: an IPv4 address, or the first 64 bits of an IPv6 one, since a single subscriber
 * has all the addresses behind them. A text that is no address, and none, stand for themselves.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined || !address.includes(':')) return address ?? ''
  const [bare = ''] = address.split('%')
  // The URL parser knows every spelling of an address and gives back the shortest.
  if (!URL.canParse(`http://[${bare}]`)) return address
  const shortest = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  const [head = '', tail] = shortest.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const groups = [...left, ...zeros, ...right]
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return ipv4Of(groups[6], groups[7])
  return groups.slice(0, 4).join(':')
}

/** IPv4 in IPv6 clothes is IPv4. */
function ipv4Of(high = '0', low = '0'): string {
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}
