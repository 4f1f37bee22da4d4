import type { GrantedPermission } from '@stationmaster/server/contract'
// Apart from the rest of the contract, whose schemas the first screen cannot afford.
import { commandPermission } from '@stationmaster/server/contract/command-permissions'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { callPermissions, type GuardedCall, wholeTenantCalls, wholeTenantPermissions } from './call-permissions.ts'
import { meQuery } from './me.ts'

export interface May {
  (permission: GrantedPermission): boolean
  /** Whether an operation may be called. */
  call(id: GuardedCall): boolean
  /** Whether commands of a kind may be sent. */
  send(kind: string): boolean
}

/** Whether whoever is signed in may do something: what one may not do is not offered. */
export function useMay(): May {
  const { data: me } = useSuspenseQuery(meQuery)
  return useMemo(() => {
    const isWhole = me.scope === 'everything'
    const may = (permission: GrantedPermission) =>
      me.permissions.includes(permission) && (isWhole || !(permission in wholeTenantPermissions))
    return Object.assign(may, {
      call: (id: GuardedCall) => may(callPermissions[id]) && (isWhole || !(id in wholeTenantCalls)),
      send: (kind: string) => may(commandPermission(kind)),
    })
  }, [me])
}
