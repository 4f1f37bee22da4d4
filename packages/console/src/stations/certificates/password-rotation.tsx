import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { TabProps } from '../tabs/tab-props.ts'
import { Procedure } from './procedure.tsx'

const REFRESH_MS = 3000

/** A new password for the station that nobody is shown; the old one counts until the new one has been used. */
export function PasswordRotation({ station }: TabProps) {
  const text = useText()
  const client = useQueryClient()
  const queryKey = queryKeys.passwordRotations(station.id)
  const { data } = useSuspenseQuery({
    queryKey,
    queryFn: ({ signal }) => call('listPasswordRotations', { query: { stationId: station.id, limit: 1 }, signal }),
    refetchInterval: REFRESH_MS,
  })
  const [newest] = data.items
  const onSuccess = () => client.invalidateQueries({ queryKey })
  const start = useMutation({
    mutationFn: () =>
      call('startPasswordRotation', {
        params: { stationId: station.id },
        body: {},
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess,
  })
  const cancel = useMutation({
    mutationFn: (id: string) => call('cancelPasswordRotation', { params: { id } }),
    onSuccess,
  })
  const error = start.error ?? cancel.error
  return (
    <Procedure
      title={text('rotation.title')}
      hint={text('rotation.hint')}
      newest={newest}
      call="startPasswordRotation"
      start={text('rotation.start')}
      onStart={() => {
        cancel.reset()
        start.mutate()
      }}
      isBusy={start.isPending || cancel.isPending}
      onCancel={newest?.state === 'waiting' ? () => cancel.mutate(newest.id) : undefined}
      error={error === null ? undefined : errorLine(error, text)}
    />
  )
}
