import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCsr } from './csr.ts'
import { makeCsr } from './testing/csr.ts'

const RULES = { commonNames: ['DEPOT-01', 'SN-7'], organization: undefined }

describe('a signing request', () => {
  test.each(['EC P-256', 'EC P-384', 'RSA 2048'] as const)('with a key of %s is taken', async (key) => {
    const { csr, der } = await makeCsr({ CN: 'depot-01', O: 'Norrvolt' }, key)
    const checked = await checkCsr(csr, RULES)
    expect(checked).toMatchObject({ ok: true, csr: { commonName: 'depot-01', organization: 'Norrvolt', keyType: key } })
    // The same request as bare base64 is the same one.
    const bare = await checkCsr(der.toString('base64'), RULES)
    expect(bare.ok && checked.ok && bare.csr.hash === checked.csr.hash).toBe(true)
  })

  test.each([
    ['another name', { CN: 'DEPOT-02' }, 'WrongCommonName'],
    ['no name', {}, 'WrongCommonName'],
    ['a longer name', { CN: 'DEPOT-01x' }, 'WrongCommonName'],
  ] as const)('in %s is refused', async (_, subject, code) => {
    const { csr } = await makeCsr(subject)
    expect(await checkCsr(csr, RULES)).toMatchObject({ ok: false, code })
  })

  test('has to name the operator, where that is a rule', async () => {
    const rules = { ...RULES, organization: 'Norrvolt AB' }
    const [right, wrong, none] = await Promise.all([
      makeCsr({ CN: 'SN-7', O: 'Norrvolt AB' }),
      makeCsr({ CN: 'SN-7', O: 'Norrvolt' }),
      makeCsr({ CN: 'SN-7' }),
    ])
    expect(await checkCsr(right.csr, rules)).toMatchObject({ ok: true })
    for (const { csr } of [wrong, none]) {
      expect(await checkCsr(csr, rules)).toMatchObject({ ok: false, code: 'WrongOrganization' })
    }
  })

  test('with a weak key is refused', async () => {
    const { csr } = await makeCsr({ CN: 'DEPOT-01' }, 'RSA 1024')
    expect(await checkCsr(csr, RULES)).toMatchObject({ ok: false, code: 'WeakKey' })
  })

  test('that was changed after it was signed proves nothing', async () => {
    const { der } = await makeCsr({ CN: 'DEPOT-01' })
    // SEQUENCE { what is signed SEQUENCE { … }, … }, each with a length of two octets.
    const signed = der.readUInt8(5)
    const place = fc.record({ at: fc.integer({ min: 6, max: 5 + signed }), bit: fc.nat(7) })
    await fc.assert(
      fc.asyncProperty(place, async ({ at, bit }) => {
        const changed = Buffer.from(der)
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
        expect((await checkCsr(changed.toString('base64'), RULES)).ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('with another signature, or one that is none, proves nothing', async () => {
    const { der } = await makeCsr({ CN: 'DEPOT-01' })
    const signatureFrom = der.length - 68
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: signatureFrom, max: der.length - 1 }), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(der)
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
        expect((await checkCsr(changed.toString('base64'), RULES)).ok).toBe(false)
      }),
      { numRuns: 100 },
    )
    const none = Buffer.from(der).fill(0, signatureFrom)
    expect(await checkCsr(none.toString('base64'), RULES)).toMatchObject({ ok: false, code: 'InvalidSignature' })
  })

  test('may be any text: it is refused, never an exception', async () => {
    const junk = fc.oneof(fc.string(), fc.base64String(), fc.constant('-----BEGIN CERTIFICATE REQUEST-----'))
    await fc.assert(
      fc.asyncProperty(junk, async (text) => {
        expect((await checkCsr(text, RULES)).ok).toBe(false)
      }),
    )
    expect(await checkCsr('A'.repeat(10_001), RULES)).toMatchObject({ ok: false, code: 'UnreadableCSR' })
  })
})
