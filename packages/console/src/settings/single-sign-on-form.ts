import { type CallInput, type SingleSignOn, SingleSignOnInput } from '@stationmaster/server/contract'

/** The form as it is typed. */
export interface SignOnForm {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  /** Empty: the one that is stored. */
  readonly clientSecret: string
  readonly domains: readonly string[]
  /** Empty: newcomers are not let in. */
  readonly role: string
  readonly allowsPassword: boolean
  readonly sessionHours: number
}

/** A working day. */
const USUAL_HOURS = 12

export function formOf({ settings }: SingleSignOn): SignOnForm {
  if (settings === null) {
    const empty = { name: '', issuer: '', clientId: '', clientSecret: '', domains: [], role: '' }
    return { ...empty, allowsPassword: true, sessionHours: USUAL_HOURS }
  }
  const { name, issuer, clientId, domains, role, allowsPassword, sessionHours } = settings
  return { name, issuer, clientId, clientSecret: '', domains, role: role ?? '', allowsPassword, sessionHours }
}

/** Whether the stored secret would be sent along: to the provider and client that it was given for. */
export function keepsSecret({ issuer, clientId, clientSecret }: SignOnForm, { settings }: SingleSignOn): boolean {
  return clientSecret === '' && settings?.issuer === issuer.trim() && settings.clientId === clientId.trim()
}

export function inputOf(form: SignOnForm, signOn: SingleSignOn): CallInput<'setSingleSignOn'>['body'] {
  const { name, domains, role, allowsPassword, sessionHours } = form
  return {
    ...providerOf(form, signOn),
    ...{ name: name.trim(), domains: [...domains], allowsPassword, sessionHours },
    role: role === '' ? null : role,
  }
}

/** What the test of a provider needs of the form. Without a secret, typed or stored, the client is a public one. */
export function providerOf(form: SignOnForm, signOn: SingleSignOn): CallInput<'testSingleSignOn'>['body'] {
  const { issuer, clientId, clientSecret } = form
  const secret = keepsSecret(form, signOn) ? {} : { clientSecret: clientSecret === '' ? null : clientSecret }
  return { issuer: issuer.trim(), clientId: clientId.trim(), ...secret }
}

/** Names of the fields that would be refused. */
export function refusedSignOn(form: SignOnForm, signOn: SingleSignOn): ReadonlySet<string> {
  const parsed = SingleSignOnInput.safeParse(inputOf(form, signOn))
  return new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0] ?? '')))
}
