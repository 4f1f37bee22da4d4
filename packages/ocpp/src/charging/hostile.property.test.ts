import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIALECTS } from '../dialects/dialects.ts'
import { schemaOf } from '../messages/schemas.ts'
import { arbitraryDamage, arbitraryPayload } from '../testing/arbitrary-payload.ts'
import { holds } from '../testing/holds.ts'
import { compositeSchedule } from './composite-schedule.ts'
import type { InstalledProfile } from './profile.ts'
import { profileDifferences } from './profile-differences.ts'
import { profileProblems } from './profile-problems.ts'

const NOW_MS = Date.UTC(2026, 0, 1)

describe.each(['2.0.1', '2.1'] as const)('profiles that a %s station may report', (version) => {
  const schema = schemaOf(version, 'ReportChargingProfiles', 'request')
  if (schema === undefined) throw new Error('the message has a schema')
  const payload = arbitraryPayload(schema)
  const reported = fc.oneof(payload, arbitraryDamage(payload)).map((one): readonly InstalledProfile[] => {
    const decoded = DIALECTS[version].decodeCall('ReportChargingProfiles', one)
    if (!decoded.ok || decoded.event.kind !== 'chargingProfiles') return []
    const { evseId, profiles, source } = decoded.event
    return profiles.map((profile) => ({ evseId, profile, source }))
  })

  it('make a schedule, whatever they say', () => {
    holds(
      fc.property(fc.array(reported, { maxLength: 3 }), fc.integer({ min: 0, max: 2 }), (lists, evseId) => {
        const evses = [{ evseId: 1, phases: 3 as const, transaction: { transactionId: 't', startedAtMs: NOW_MS } }]
        const situation = { profiles: lists.flat(), evses, voltageV: 230 }
        const asked = { evseId, startMs: NOW_MS, durationS: 86_400, unit: 'A' as const }
        const { chargingSchedulePeriod } = compositeSchedule(situation, asked)
        for (const { limit = 0 } of chargingSchedulePeriod) {
          expect(Number.isFinite(limit)).toBe(true)
          expect(limit).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('are compared and judged, whatever they say', () => {
    holds(
      fc.property(reported, reported, (some, others) => {
        for (const [index, one] of some.entries()) {
          expect(profileProblems(one.profile, { evseId: one.evseId, version })).toBeInstanceOf(Array)
          expect(profileDifferences(one, others[index] ?? one).length).toBeLessThanOrEqual(20)
          expect(profileDifferences(one, one)).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })
})
