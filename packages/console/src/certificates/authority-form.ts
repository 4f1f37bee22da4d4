import type { AuthorityInput } from '@stationmaster/server/contract'
import type { z } from 'zod'
import type { Authority } from './authorities.tsx'

/** The settings of an authority as fields hold them. */
export interface AuthorityForm {
  readonly kind: 'local' | 'est'
  readonly organization: string
  readonly validityDays: string
  readonly renewBeforeDays: string
  readonly overlapS: string
  readonly url: string
  readonly username: string
  /** '': as it was. */
  readonly password: string
  readonly tlsRoot: string
}

export function authorityForm(authority: Authority): AuthorityForm {
  return {
    kind: authority.kind,
    organization: authority.organization ?? '',
    validityDays: String(authority.validityDays),
    renewBeforeDays: String(authority.renewBeforeDays),
    overlapS: String(authority.overlapS),
    url: authority.url ?? '',
    username: authority.username ?? '',
    password: '',
    tlsRoot: authority.tlsRoot ?? '',
  }
}

/** What is sent. A password stays as it was unless one is typed; without a user name there is none. */
export function authorityInput(form: AuthorityForm): z.input<typeof AuthorityInput> {
  const { kind, validityDays, renewBeforeDays, overlapS } = form
  const service = kind === 'est'
  const username = service ? filled(form.username) : null
  return {
    kind,
    organization: filled(form.organization),
    validityDays: Number(validityDays),
    renewBeforeDays: Number(renewBeforeDays),
    overlapS: Number(overlapS),
    url: service ? filled(form.url) : null,
    username,
    ...(username === null ? { password: null } : form.password === '' ? {} : { password: form.password }),
    tlsRoot: service ? filled(form.tlsRoot) : null,
  }
}

/** Null for what is left empty. */
function filled(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}
