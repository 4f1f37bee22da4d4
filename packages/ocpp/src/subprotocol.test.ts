import { describe, expect, it } from 'vitest'
import { chooseSubprotocol, subprotocolName } from './subprotocol.ts'

describe('chooseSubprotocol', () => {
  it('takes the newest version offered, whatever the order', () => {
    expect(chooseSubprotocol('ocpp1.6, ocpp2.0.1')).toEqual({ ok: true, version: '2.0.1', name: 'ocpp2.0.1' })
    expect(chooseSubprotocol(new Set(['ocpp2.1', 'ocpp1.6']))).toMatchObject({ version: '2.1' })
  })

  it('follows another order of preference', () => {
    expect(chooseSubprotocol('ocpp2.0.1,ocpp1.6', ['1.6', '2.0.1'])).toMatchObject({ version: '1.6' })
    expect(chooseSubprotocol('ocpp2.1', ['1.6'])).toMatchObject({ ok: false })
  })

  it.each(['OCPP1.6', ' ocpp1.6 ', 'ocpp1.6j', 'ocpp1.6J', 'ocpp 1.6'])('reads %j as 1.6 and echoes it', (offered) => {
    expect(chooseSubprotocol(offered)).toEqual({ ok: true, version: '1.6', name: offered.trim() })
  })

  it('keeps the first of two names of one version', () => {
    expect(chooseSubprotocol('ocpp1.6j,ocpp1.6')).toMatchObject({ name: 'ocpp1.6j' })
  })

  it('says why nothing fits', () => {
    expect(chooseSubprotocol('')).toEqual({ ok: false, reason: 'no subprotocol offered' })
    expect(chooseSubprotocol('ocpp1.5, soap')).toEqual({
      ok: false,
      reason: 'none of the offered subprotocols is spoken: ocpp1.5, soap',
    })
  })

  it('finds its own names', () => {
    for (const version of ['1.6', '2.0.1', '2.1'] as const) {
      expect(chooseSubprotocol(subprotocolName(version))).toMatchObject({ ok: true, version })
    }
  })
})
