import { Button } from '@mantine/core'
import type { Approval, ApprovalInput, QuarantinedStation } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DoorOpen } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { RefusalsPanel } from '../refusals/refusals-panel.tsx'
import { CredentialsDialog } from '../stations/dialogs/credentials-dialog.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './quarantine.module.css'
import { quarantineQuery } from './queries.ts'
import { WaitingRow } from './waiting-row.tsx'

type Admission = Pick<z.input<typeof ApprovalInput>, 'credentials' | 'presentationId'>

/** Stations that called here unknown. One click lets them in. */
export function QuarantinePage() {
  const text = useText()
  const client = useQueryClient()
  const query = useSuspenseInfiniteQuery(quarantineQuery)
  const stations = query.data.pages.flatMap((page) => page.items)
  const [approved, setApproved] = useState<Approval | null>(null)
  const refresh = () =>
    Promise.all(
      [queryKeys.quarantine, queryKeys.networkNow, queryKeys.attention, queryKeys.stationLists].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  const approve = useMutation({
    mutationFn: ({ station, admission }: { station: QuarantinedStation; admission: Admission }) =>
      call('approveStation', { params: { stationId: station.id }, body: admission }),
    onSuccess: (approval) => {
      setApproved(approval)
      return refresh()
    },
  })
  const dismiss = useMutation({
    mutationFn: (station: QuarantinedStation) => call('dismissStation', { params: { stationId: station.id } }),
    onSuccess: refresh,
  })
  const failure = approve.error ?? dismiss.error
  return (
    <Page title={text('nav.waiting')} lead={text('waiting.lead')}>
      <StaleNote query={query} />
      <p role="alert" className={classes['error']}>
        {failure === null ? null : errorLine(failure, text)}
      </p>
      <Panel flush>
        {stations.length === 0 ? <NobodyWaits /> : null}
        <ul className={classes['list']}>
          {stations.map((station) => (
            <WaitingRow
              key={station.id}
              station={station}
              busy={approve.isPending && approve.variables.station.id === station.id}
              onApprove={(credentials, presentationId) =>
                approve.mutate({
                  station,
                  admission: { credentials, ...(presentationId === undefined ? {} : { presentationId }) },
                })
              }
              onDismiss={() => dismiss.mutate(station)}
            />
          ))}
        </ul>
        <LoadMore query={query} />
      </Panel>
      <RefusalsPanel />
      <CredentialsDialog
        title={text('waiting.approved', { station: approved?.credentials.id })}
        credentials={approved?.credentials ?? null}
        onClose={() => setApproved(null)}
      >
        {approved === null ? null : (
          <p role="status" className={classes['delivery']}>
            {text(`waiting.delivery.${approved.delivery}`)}{' '}
            <Link to="/stations/$stationId" params={{ stationId: approved.credentials.id }} className={classes['link']}>
              {text('waiting.open')}
            </Link>
          </p>
        )}
      </CredentialsDialog>
    </Page>
  )
}

function NobodyWaits() {
  const text = useText()
  return (
    <EmptyState
      icon={DoorOpen}
      title={text('waiting.none')}
      action={
        <May call="createStation">
          <Button component={Link} to="/connect" variant="light">
            {text('nav.connect')}
          </Button>
        </May>
      }
    >
      {text('waiting.none.text')}
    </EmptyState>
  )
}
