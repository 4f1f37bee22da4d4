import { actionsOf, validatePayload } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { createSeededRandom } from './seeded-random.ts'
import { validPayload } from './valid-payload.ts'

test.each(['1.6', '2.0.1', '2.1'] as const)('payloads made for %s are accepted by its schemas', (version) => {
  const random = createSeededRandom(7)
  for (const action of actionsOf(version, 'toCsms')) {
    for (let round = 0; round < 10; round += 1) {
      const payload = validPayload(version, action, random)
      const result = validatePayload({ version, action, mode: 'strict' }, 'request', payload)
      expect({ action, payload, result }).toMatchObject({ result: { ok: true } })
    }
  }
})
