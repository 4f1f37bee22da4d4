import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryKeys } from '../app/query-keys.ts'
import { applyLiveMessage } from './apply.ts'
import { setLiveState } from './live-state.ts'
import { createRefresh } from './refresh.ts'
import { openWhileSeen } from './seen-stream.ts'

/** Feeds the query cache from the event stream while the signed-in part of the console is open. */
export function LiveUpdates() {
  const client = useQueryClient()
  useEffect(() => {
    const refresh = createRefresh(client)
    let lost = false
    return openWhileSeen('/api/v1/live', {
      onOpen: () => {
        setLiveState({ connection: 'open', lastMessageAtMs: Date.now() })
        // What happened while the stream was away was not sent to us.
        if (lost) void client.invalidateQueries()
        lost = false
      },
      onMessage: (message) => {
        setLiveState({ connection: 'open', lastMessageAtMs: Date.now() })
        applyLiveMessage(message, client, refresh)
      },
      onLost: () => {
        // It ends at once when somebody changes what the reader may do, and when the session does.
        if (!lost) void client.invalidateQueries({ queryKey: queryKeys.me, exact: true })
        lost = true
        setLiveState({ connection: 'lost' })
      },
      onUnseen: () => {
        lost = true
        setLiveState({ connection: 'connecting', lastMessageAtMs: null })
      },
    })
  }, [client])
  return null
}
