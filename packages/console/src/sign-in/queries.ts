import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

/** What the door may know; of the tenant that a link has named, else of the only one. */
export function welcomeQuery(tenant?: string) {
  return queryOptions({
    queryKey: queryKeys.door(tenant),
    queryFn: ({ signal }) => call('getWelcome', { query: { tenant }, signal }),
  })
}

const DOMAIN = /@([^@\s]+\.[^@\s.]{2,})$/

/** The single sign-ons of a tenant, or of the domain of an address; asked for once the domain is whole. */
export function signOnChoicesQuery({ email, tenant }: { readonly email: string; readonly tenant: string | undefined }) {
  const domain = DOMAIN.exec(email.trim())?.[1]?.toLowerCase()
  const question = tenant !== undefined ? { tenant } : domain === undefined ? undefined : { email: `@${domain}` }
  return queryOptions({
    queryKey: queryKeys.signOnChoices(question ?? {}),
    queryFn: ({ signal }) =>
      question === undefined ? { items: [] } : call('findSingleSignOn', { body: { ...question }, signal }),
    enabled: question !== undefined,
    retry: false,
  })
}
