import type { CallInput, Command } from '@stationmaster/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'
import { isFinal } from './command-request.ts'

type Body = CallInput<'sendCommand'>['body']

const WAIT_SECONDS = 20
const AGAIN_MS = 500

/** Sends a command and follows it to its outcome. */
export function useCommandOutcome(stationId: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.commandLists(stationId) })
  const send = useMutation({
    mutationFn: (body: Body) =>
      call('sendCommand', { params: { stationId }, query: { wait: 0 }, body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: refresh,
  })
  const id = send.data?.id ?? ''
  const { data } = useQuery({
    queryKey: queryKeys.command(id),
    enabled: send.data !== undefined && !isFinal(send.data),
    queryFn: async ({ signal }) => {
      const command = await call('getCommand', { params: { id }, query: { wait: WAIT_SECONDS }, signal })
      if (isFinal(command)) void refresh()
      return command
    },
    refetchInterval: (query) => (query.state.data !== undefined && isFinal(query.state.data) ? false : AGAIN_MS),
  })
  const command: Command | undefined = data ?? send.data
  return { send, command }
}
