import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const apiKeysQuery = queryOptions({
  queryKey: queryKeys.apiKeys,
  queryFn: ({ signal }) => call('listApiKeys', { signal }),
})

export const singleSignOnQuery = queryOptions({
  queryKey: queryKeys.singleSignOn,
  queryFn: ({ signal }) => call('getSingleSignOn', { signal }),
})

export const storageQuery = queryOptions({
  queryKey: queryKeys.storage,
  queryFn: ({ signal }) => call('getStorage', { signal }),
})

/** Below the key of the outbox: whether mails arrive changes as they are sent. */
export const mailServerQuery = queryOptions({
  queryKey: queryKeys.mailServer,
  queryFn: ({ signal }) => call('getMailServer', { signal }),
})
