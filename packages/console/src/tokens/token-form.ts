import { type Token, TokenType } from '@stationmaster/server/contract'
import type { z } from 'zod'
import type { ChosenDriver } from './driver-field.tsx'

/** Fields as they stand in the form: all text. */
export interface TokenForm {
  readonly value: string
  readonly label: string
  readonly driver: ChosenDriver | null
  readonly type: z.infer<typeof TokenType>
  /** A day, YYYY-MM-DD, or nothing. */
  readonly expires: string
  readonly group: string
  /** A number, or nothing for no limit. */
  readonly maxConcurrent: string
  readonly blocked: boolean
}

/** Of a token, or a new one for somebody. */
export function tokenForm(token: Token | null, owner: ChosenDriver | null = null): TokenForm {
  const type = TokenType.safeParse(token?.type)
  return {
    value: token?.value ?? '',
    label: token?.label ?? '',
    driver: token === null ? owner : token.driver,
    type: type.success ? type.data : 'ISO14443',
    expires: token?.expiresAt?.slice(0, 10) ?? '',
    group: token?.groupValue ?? '',
    maxConcurrent: token === null ? '1' : String(token.maxConcurrent ?? ''),
    blocked: token?.status === 'blocked',
  }
}

/** What the form says, for the server. A token lives until the end of its last day. */
export function inputOf(form: TokenForm) {
  return {
    value: form.value.trim(),
    type: form.type,
    label: form.label.trim() || null,
    driverId: form.driver?.id ?? null,
    status: form.blocked ? ('blocked' as const) : ('active' as const),
    expiresAt: form.expires === '' ? null : `${form.expires}T23:59:59Z`,
    groupValue: form.group.trim() || null,
    maxConcurrent: form.maxConcurrent.trim() === '' ? null : Number(form.maxConcurrent),
  }
}

/** The same for a token that is made: it says nothing of what it does not have; only "no limit" is a null of its own. */
export function newTokenOf(form: TokenForm) {
  const { label, driverId, expiresAt, groupValue, ...rest } = inputOf(form)
  return {
    ...rest,
    ...(label === null ? {} : { label }),
    ...(driverId === null ? {} : { driverId }),
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(groupValue === null ? {} : { groupValue }),
  }
}
