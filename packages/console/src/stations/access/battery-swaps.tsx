import { actionBlock, type BatterySwap } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { byCursor } from '../../app/pages.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { CommandLink } from '../../commands/command-link.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { When } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'

const REFRESH_MS = 5000
const tones: Readonly<Record<BatterySwap['event'], Tone>> = {
  BatteryIn: 'charging',
  BatteryOut: 'available',
  BatteryOutTimeout: 'faulted',
}

/** Batteries put in and taken out (2.1). Nothing at a station that swaps none. */
export function BatterySwaps({ station }: TabProps) {
  const text = useText()
  const params = { stationId: station.id }
  const query = useSuspenseInfiniteQuery({
    queryKey: queryKeys.batterySwaps(station.id),
    queryFn: ({ pageParam, signal }) =>
      call('listBatterySwaps', { params, query: { limit: 50, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
  const swaps = query.data.pages.flatMap((page) => page.items)
  if (swaps.length === 0) return null
  return (
    <Panel
      flush
      title={text('swaps.title')}
      aside={
        actionBlock('requestBatterySwap', station) === null ? (
          <CommandLink stationId={station.id} kind="requestBatterySwap" />
        ) : null
      }
    >
      <RecordTable
        label={text('swaps.title')}
        rows={swaps}
        keyOf={({ at, event, requestId }) => `${at} ${event} ${requestId}`}
        columns={[
          { id: 'at', header: text('grid.at'), cell: ({ at }) => <When at={at} /> },
          {
            id: 'event',
            header: text('swaps.event'),
            cell: ({ event }) => <ToneMark tone={tones[event]}>{text(`swaps.${event}`)}</ToneMark>,
          },
          { id: 'request', header: text('swaps.request'), cell: ({ requestId }) => requestId },
          { id: 'token', header: text('access.token'), cell: ({ idToken }) => <span translate="no">{idToken}</span> },
          { id: 'batteries', header: text('swaps.batteries'), cell: (swap) => <Batteries swap={swap} /> },
        ]}
        empty={null}
      />
      <LoadMore query={query} />
    </Panel>
  )
}

function Batteries({ swap: { batteries } }: { swap: BatterySwap }) {
  const text = useText()
  const format = useFormat()
  return batteries.map(({ evseId, serialNumber, socPercent, sohPercent }) => (
    <div key={`${evseId} ${serialNumber}`}>
      <strong translate="no">{serialNumber}</strong> · {text('swaps.slot', { evse: evseId })}
      <br />
      <span className={classes['action']}>
        {text('swaps.condition', { soc: format.percent(socPercent), soh: format.percent(sohPercent) })}
      </span>
    </div>
  ))
}
