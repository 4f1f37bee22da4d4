import { expect, test } from 'vitest'
import { auditVerdict } from './audit-verdict.mjs'

const report = (vulnerabilities) => JSON.stringify({ auditReportVersion: 2, vulnerabilities })

test('nothing found is nothing found', () => {
  expect(auditVerdict(report({}))).toEqual({ found: [] })
})

test('high and critical findings count, lower ones do not', () => {
  const finding = (name, severity) => ({ name, severity, range: '<2' })
  expect(
    auditVerdict(report({ a: finding('a', 'high'), b: finding('b', 'moderate'), c: finding('c', 'critical') })),
  ).toEqual({
    found: ['a <2 (high)', 'c <2 (critical)'],
  })
})

test.each([
  ['no network', JSON.stringify({ error: { code: 'ENOTFOUND', summary: 'getaddrinfo' } }), 'ENOTFOUND: getaddrinfo'],
  [
    'a registry without the service',
    JSON.stringify({ message: 'Not Found', error: { code: 'E404', summary: '' } }),
    'E404: Not Found',
  ],
  ['something that is no report', '<html>', 'npm has not answered with a report'],
  ['nothing at all', '', 'npm has not answered with a report'],
])('%s is skipped with the reason', (_, output, skipped) => {
  expect(auditVerdict(output)).toEqual({ skipped })
})
