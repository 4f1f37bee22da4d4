import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { TabProps } from '../tabs/tab-props.ts'
import { Procedure } from './procedure.tsx'
import { UpgradeDialog } from './upgrade-dialog.tsx'

const REFRESH_MS = 3000

/** The way to a higher security profile, and back when the station does not come with it. */
export function SecurityUpgrade({ station }: TabProps) {
  const text = useText()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const queryKey = queryKeys.securityUpgrades(station.id)
  const { data } = useSuspenseQuery({
    queryKey,
    queryFn: ({ signal }) => call('listSecurityUpgrades', { query: { stationId: station.id, limit: 1 }, signal }),
    refetchInterval: REFRESH_MS,
  })
  const [newest] = data.items
  const refresh = () => client.invalidateQueries({ queryKey })
  const cancel = useMutation({
    mutationFn: (id: string) => call('cancelSecurityUpgrade', { params: { id } }),
    onSuccess: refresh,
  })
  return (
    <Procedure
      title={text('upgrade.title')}
      hint={text('upgrade.hint', { profile: station.securityProfile })}
      newest={newest}
      {...(newest === undefined ? {} : { subject: text('upgrade.to', { profile: newest.target }) })}
      call="startSecurityUpgrade"
      start={text('upgrade.start')}
      onStart={() => {
        cancel.reset()
        setAsking(true)
      }}
      isBusy={cancel.isPending}
      onCancel={newest === undefined ? undefined : () => cancel.mutate(newest.id)}
      error={cancel.isError ? errorLine(cancel.error, text) : undefined}
    >
      <UpgradeDialog station={station} opened={isAsking} onClose={() => setAsking(false)} onStarted={refresh} />
    </Procedure>
  )
}
