import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const membersQuery = queryOptions({
  queryKey: queryKeys.members,
  queryFn: ({ signal }) => call('listMembers', { signal }),
})

export const invitationsQuery = queryOptions({
  queryKey: queryKeys.invitations,
  queryFn: ({ signal }) => call('listInvitations', { signal }),
})

export const rolesQuery = queryOptions({
  queryKey: queryKeys.roles,
  queryFn: ({ signal }) => call('listRoles', { signal }),
})

export const securityQuery = queryOptions({
  queryKey: queryKeys.mySecurity,
  queryFn: ({ signal }) => call('getSecurity', { signal }),
})

export const mySessionsQuery = queryOptions({
  queryKey: queryKeys.mySessions,
  queryFn: ({ signal }) => call('listMySessions', { signal }),
})

export const outboxQuery = queryOptions({
  queryKey: queryKeys.outbox,
  queryFn: ({ signal }) => call('listOutboxMails', { signal }),
})
