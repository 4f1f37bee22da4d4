import type { Command } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { commandTones } from '../../commands/command-request.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { When } from '../../ui/when.tsx'
import type { TabProps } from '../tabs/tab-props.ts'

const REFRESH_MS = 5000

/** Drivers who have begun to pay on the web, as the station was told (2.1). Nothing where nobody has. */
export function WebPayments({ station }: TabProps) {
  const text = useText()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.webPayments(station.id),
    queryFn: ({ signal }) =>
      call('listCommands', {
        params: { stationId: station.id },
        query: { kind: 'notifyWebPayment', limit: 20 },
        signal,
      }),
    refetchInterval: REFRESH_MS,
  })
  if (data.items.length === 0) return null
  const numberIn = ({ body }: Command, field: string) => {
    const value = Object.entries(body).find(([name]) => name === field)?.[1]
    return typeof value === 'number' ? value : null
  }
  return (
    <Panel flush title={text('webPayments.title')}>
      <RecordTable
        label={text('webPayments.title')}
        rows={data.items}
        keyOf={({ id }) => id}
        columns={[
          { id: 'at', header: text('grid.at'), cell: ({ createdAt }) => <When at={createdAt} /> },
          {
            id: 'where',
            header: text('charging.where'),
            cell: (command) => text('evse.name', { evse: numberIn(command, 'evseId') ?? '?' }),
          },
          {
            id: 'timeout',
            header: text('webPayments.timeout'),
            cell: (command) => text('webPayments.seconds', { seconds: numberIn(command, 'timeoutS') ?? '?' }),
          },
          {
            id: 'state',
            header: text('webPayments.told'),
            cell: ({ state }) => <ToneMark tone={commandTones[state]}>{text(`command.state.${state}`)}</ToneMark>,
          },
        ]}
        empty={null}
      />
    </Panel>
  )
}
