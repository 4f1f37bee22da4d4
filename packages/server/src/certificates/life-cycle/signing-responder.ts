import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { StationKey } from '../../stations/ids.ts'
import { type Answered, type Responder, respondTo } from '../../stations/responder.ts'
import { checkCsr } from '../csr.ts'
import type { CertificateParts } from '../ports.ts'
import { authorityFor, readAuthoritySettings } from '../settings.ts'

const DAY_MS = 86_400_000
/** A station that keeps making keys is stuck, or hostile; a repeated request counts once. */
const MOST_PER_DAY = 20

/** Answers SignCertificate: whether the request is taken on. Nothing is signed here (2.x A02.FR.04). */
export function signingResponder(parts: Pick<CertificateParts, 'database' | 'clock' | 'sealing'>): Responder {
  const { database, clock, sealing } = parts
  const db = database.kysely
  return respondTo('certificateRequested', async ({ tenantId, stationKey }, { csr, use }) => {
    const [names, recent, { settings }] = await Promise.all([
      commonNamesOf(db, stationKey),
      countRecent(db, stationKey, clock.nowMs() - DAY_MS),
      readAuthoritySettings(db, sealing, { tenantId, name: authorityFor(use) }),
    ])
    const checked = await checkCsr(csr, {
      commonNames: names,
      organization: settings.organization ?? undefined,
      // The certificate towards cars is named as its authority wants it, after the EVSE for instance.
      isNameFree: use !== 'ChargingStationCertificate',
    })
    if (!checked.ok) return refused(checked.code, checked.reason)
    if (recent >= MOST_PER_DAY) return refused('TooManyRequests', `there were ${recent} requests within a day`)
    const { commonName, keyType, hash } = checked.csr
    return {
      reply: { kind: 'signing', status: 'Accepted' },
      reasons: [{ code: 'signingRequestAccepted', data: { use, commonName, keyType, csrHash: hash } }],
    }
  })
}

function refused(code: string, sentence: string): Answered {
  return {
    reply: { kind: 'signing', status: 'Rejected', reason: { code, sentence } },
    reasons: [{ code: 'signingRequestRefused', data: { fault: code, why: sentence } }],
  }
}

/**
 * The names that a station may be certified under: its identity, and the serial number it reports, unless that is
 * another station's identity or serial number: a station must not get a certificate in the name of another.
 */
async function commonNamesOf(db: Db, stationKey: StationKey): Promise<readonly string[]> {
  const { rows } = await sql<{ identity: string; serial_number: string | null; is_taken: boolean }>`
    select s.identity, s.serial_number, exists (
      select from stations o where o.tenant_id = s.tenant_id and o.station_id <> s.station_id
        and (o.identity_folded = lower(s.serial_number) or lower(o.serial_number) = lower(s.serial_number))
    ) as is_taken
    from stations s where s.station_id = ${stationKey}`.execute(db)
  return rows.flatMap(({ identity, serial_number: serial, is_taken: isTaken }) =>
    serial === null || serial === '' || isTaken ? [identity] : [identity, serial],
  )
}

async function countRecent(db: Db, stationKey: StationKey, sinceMs: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from station_certificates
    where station_id = ${stationKey} and requested_at > ${new Date(sinceMs)}`.execute(db)
  return rows[0]?.count ?? 0
}
