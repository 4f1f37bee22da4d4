import type { Settlement } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { byCursor } from '../../app/pages.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { When } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'

const REFRESH_MS = 5000
const tones: Readonly<Record<Settlement['status'], Tone>> = {
  Settled: 'available',
  Canceled: 'neutral',
  Rejected: 'faulted',
  Failed: 'faulted',
}

/** What the payment terminal of the station has settled (2.1). Nothing at a station that has none. */
export function Settlements({ station }: TabProps) {
  const text = useText()
  const query = useSuspenseInfiniteQuery({
    queryKey: queryKeys.settlements(station.id),
    queryFn: ({ pageParam, signal }) =>
      call('listSettlements', { query: { stationId: station.id, limit: 50, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
  const settlements = query.data.pages.flatMap((page) => page.items)
  if (settlements.length === 0) return null
  return (
    <Panel flush title={text('settlements.title')}>
      <RecordTable
        label={text('settlements.title')}
        rows={settlements}
        keyOf={({ pspRef, status }) => `${pspRef} ${status}`}
        columns={[
          {
            id: 'at',
            header: text('grid.at'),
            cell: ({ settledAt, receivedAt }) => <When at={settledAt ?? receivedAt} />,
          },
          { id: 'amount', header: text('settlements.amount'), cell: ({ amount }) => <strong>{amount}</strong> },
          {
            id: 'status',
            header: text('charging.state'),
            cell: ({ status, info }) => (
              <>
                <ToneMark tone={tones[status]}>{text(`settlements.${status}`)}</ToneMark>
                {info === null ? null : (
                  <div className={classes['action']} translate="no">
                    {info}
                  </div>
                )}
              </>
            ),
          },
          {
            id: 'psp',
            header: text('settlements.reference'),
            cell: ({ pspRef, transactionId }) => (
              <span translate="no">
                {pspRef}
                <br />
                <span className={classes['action']}>{transactionId}</span>
              </span>
            ),
          },
          { id: 'receipt', header: text('settlements.receipt'), cell: (settlement) => <Receipt {...settlement} /> },
          {
            id: 'vat',
            header: text('settlements.vat'),
            cell: ({ vatNumber }) => <span translate="no">{vatNumber ?? '–'}</span>,
          },
        ]}
        empty={null}
      />
      <LoadMore query={query} />
    </Panel>
  )
}

/** A link only where it leads into the web: the address is the station's word. */
function Receipt({ receiptId, receiptUrl }: Pick<Settlement, 'receiptId' | 'receiptUrl'>) {
  const text = useText()
  const isWeb = receiptUrl !== null && /^https?:\/\//i.test(receiptUrl) && URL.canParse(receiptUrl)
  if (!isWeb) return <span translate="no">{receiptId ?? receiptUrl ?? '–'}</span>
  return (
    <a
      href={receiptUrl}
      target="_blank"
      rel="noopener noreferrer nofollow"
      style={{ color: 'var(--mantine-color-anchor)' }}
      title={receiptUrl}
      translate={receiptId === null ? 'yes' : 'no'}
    >
      {receiptId ?? text('settlements.openReceipt')}
    </a>
  )
}
