import type { GrantedPermission } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { meQuery } from './me.ts'

/** Whether whoever is signed in has a permission: what one may not do is not offered. */
export function useMay(): (permission: GrantedPermission) => boolean {
  const { data: me } = useSuspenseQuery(meQuery)
  return (permission) => me.permissions.includes(permission)
}
