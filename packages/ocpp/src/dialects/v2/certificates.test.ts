import { expect, it } from 'vitest'
import { v21 } from './dialect.ts'

const hashData = { hashAlgorithm: 'SHA256', issuerNameHash: 'ab', issuerKeyHash: 'cd', serialNumber: '01' }

it('takes no more questions about a chain, and no more addresses to ask, than the standard has', () => {
  const urls = Array.from({ length: 300 }, (_, index) => `http://responder.example/${index}`)
  const asked = { certificateHashData: hashData, source: 'OCSP', urls }
  const payload = { certificateStatusRequests: Array.from({ length: 300 }, () => asked) }
  const decoded = v21.decodeCall('GetCertificateChainStatus', payload)
  expect(decoded).toMatchObject({ ok: true, event: { kind: 'chainStatusRequested' } })
  const questions = decoded.ok && decoded.event.kind === 'chainStatusRequested' ? decoded.event.questions : []
  expect(questions.map((question) => question.urls.length)).toEqual([5, 5, 5, 5])
})

it('asks about no more certificates of a contract than the standard has', () => {
  const one = { ...hashData, responderURL: 'http://responder.example/' }
  const idToken = { idToken: 'DE83DUIEN83QGZD', type: 'eMAID' }
  const iso15118CertificateHashData = Array.from({ length: 300 }, () => one)
  const decoded = v21.decodeCall('Authorize', { idToken, iso15118CertificateHashData })
  const contract = decoded.ok && decoded.event.kind === 'authorization' ? decoded.event.contract : undefined
  expect(contract?.questions).toHaveLength(4)
})
