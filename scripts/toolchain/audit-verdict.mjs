/**
 * What `npm audit --json` has said of our dependencies: `found` with the names of those with a finding of high or
 * critical severity, or `skipped` with the reason when nobody could say anything.
 */
export function auditVerdict(output) {
  const report = parsed(output)
  if (report === undefined) return { skipped: 'npm has not answered with a report' }
  if (report.error !== undefined || report.vulnerabilities === undefined) {
    const { code = '', summary = '', detail = '' } = report.error ?? {}
    return {
      skipped: [code, summary || detail || report.message].filter(Boolean).join(': ') || 'the registry has no report',
    }
  }
  const severe = Object.values(report.vulnerabilities).filter(({ severity }) => /^(high|critical)$/.test(severity))
  return { found: severe.map(({ name, severity, range }) => `${name} ${range} (${severity})`) }
}

function parsed(output) {
  try {
    const report = JSON.parse(output)
    return typeof report === 'object' && report !== null ? report : undefined
  } catch {
    return undefined
  }
}
