import type { GrantedPermission } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import type { GuardedCall } from './call-permissions.ts'
import { useMay } from './use-may.ts'

type MayProps = { readonly children: ReactNode } & (
  | { readonly have: GrantedPermission }
  | { readonly call: GuardedCall }
  | { readonly send: string }
)

/** Shows what the reader may do; to others it is not there. */
export function May(props: MayProps) {
  const may = useMay()
  const allowed = 'have' in props ? may(props.have) : 'call' in props ? may.call(props.call) : may.send(props.send)
  return allowed ? props.children : null
}
