import { expect, test } from 'vitest'
import { readGivenUrl } from './given-url.ts'
import { isAddressOpen } from './public-address.ts'

const STRICT = { allowHttp: false, allowedNetworks: [] }

test.each([
  ['http://example.com/', 'must start with https://'],
  ['ftp://example.com/', 'must start with https://'],
  ['file:///etc/passwd', 'must start with https://'],
  ['https://me:secret@example.com/', 'must not hold a user name or password'],
  ['https://example.com:25/', 'must use port 443, 80, or one from 1024 on'],
  ['https://169.254.169.254/latest/meta-data', 'must not lead into an internal network'],
  ['example.com/hook', 'must be an address such as https://example.com/path'],
  [`https://example.com/${'x'.repeat(2000)}`, 'must have at most 2000 characters'],
])('%s is refused', (url, rule) => expect(readGivenUrl(url, STRICT)).toEqual({ ok: false, rule }))

test.each(['https://example.com/', 'https://example.com:8443/a?b=c', 'https://8.8.8.8/'])('%s is taken', (url) =>
  expect(readGivenUrl(url, STRICT)).toMatchObject({ ok: true }),
)

test.each([
  ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '100.100.100.200', '127.0.0.1', '168.63.129.16', '169.254.169.254'],
  ...['172.16.0.1', '192.0.0.192', '192.168.1.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...[
    '::',
    '::1',
    '::7f00:1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2002:808:808::',
  ],
  ...['fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1', '5f00::1', 'not an address', ''],
])('%s is not open', (address) => expect(isAddressOpen(address, [])).toBe(false))

test.each(['8.8.8.8', '2606:4700::1111'])('%s is open', (address) => expect(isAddressOpen(address, [])).toBe(true))

test('networks that are named are open, and no others', () => {
  const allowed = ['10.1.0.0/16', '::1', 'fd00::/8']
  for (const address of ['10.1.2.3', '::1', 'fd12::1']) expect(isAddressOpen(address, allowed), address).toBe(true)
  for (const address of ['10.2.0.1', '::2', '::ffff:10.1.2.3'])
    expect(isAddressOpen(address, allowed), address).toBe(false)
})
