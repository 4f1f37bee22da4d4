import { notifications } from '@mantine/notifications'
import type { Me } from '@stationmaster/server/contract'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useText } from './i18n/use-text.ts'
import { meQuery } from './me.ts'
import { queryKeys } from './query-keys.ts'

const SHOWN_MS = 15_000

/** Says so when somebody has changed what the reader may do, and reads the screen anew. */
export function RightsWatch() {
  const text = useText()
  const client = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const before = useRef(me)
  useEffect(() => {
    const known = before.current
    before.current = me
    // Another person, or another tenant of the same one, is a change that the reader has made.
    if (known.email !== me.email || known.tenant !== me.tenant || rightsOf(known) === rightsOf(me)) return
    const role = me.roleName ?? text.maybe(`role.${me.role}`) ?? me.role
    notifications.show({
      id: 'rights',
      title: text('rights.changed'),
      message: text('rights.changed.text', { tenant: me.tenant, role }),
      autoClose: SHOWN_MS,
    })
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] })
  }, [me, text, client])
  return null
}

function rightsOf({ role, permissions, scope }: Me): string {
  return JSON.stringify([role, permissions, scope])
}
