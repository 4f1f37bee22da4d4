import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { When } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'
import { RevokeDialog } from './revoke-dialog.tsx'

export type OwnCertificate = CallOutput<'listStationCertificates'>['items'][number]

const REFRESH_MS = 5000
const tones: Readonly<Record<OwnCertificate['state'], Tone>> = {
  requested: 'charging',
  issued: 'charging',
  accepted: 'charging',
  active: 'available',
  superseded: 'neutral',
  failed: 'faulted',
  revoked: 'faulted',
}

/** What the station proves by who it is. */
export function OwnCertificates({ station }: TabProps) {
  const text = useText()
  const client = useQueryClient()
  const [revoked, setRevoked] = useState<OwnCertificate | null>(null)
  const params = { stationId: station.id }
  const query = useSuspenseInfiniteQuery({
    queryKey: queryKeys.certificates(station.id),
    queryFn: ({ pageParam, signal }) =>
      call('listStationCertificates', { params, query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
  })
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.certificates(station.id) })
  const renew = useMutation({
    mutationFn: () => call('renewStationCertificate', { params, body: {}, idempotencyKey: crypto.randomUUID() }),
    onSuccess: refresh,
  })
  return (
    <Panel
      flush
      title={text('certificates.own')}
      aside={
        <Button size="compact-sm" variant="light" loading={renew.isPending} onClick={() => renew.mutate()}>
          {text('certificates.renew')}
        </Button>
      }
    >
      {renew.isError ? (
        <p role="alert" className={classes['quiet']}>
          {errorLine(renew.error, text)}
        </p>
      ) : null}
      <RecordTable
        label={text('certificates.own')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ id }) => id}
        columns={columns(text, setRevoked)}
        empty={
          <EmptyState icon={BadgeCheck} title={text('certificates.none')}>
            {text('certificates.none.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
      <RevokeDialog certificate={revoked} onClose={() => setRevoked(null)} onDone={refresh} />
    </Panel>
  )
}

function columns(text: Text, onRevoke: (certificate: OwnCertificate) => void): readonly RecordColumn<OwnCertificate>[] {
  return [
    { id: 'use', header: text('certificates.use'), cell: ({ use }) => <span translate="no">{use}</span> },
    {
      id: 'subject',
      header: text('certificates.subject'),
      cell: ({ subject, serialNumber }) => <span translate="no">{subject ?? serialNumber ?? '–'}</span>,
    },
    {
      id: 'state',
      header: text('charging.state'),
      cell: ({ state, problem }) => (
        <>
          <ToneMark tone={tones[state]}>{text(`certificate.${state}`)}</ToneMark>
          {problem === null ? null : (
            <span className={classes['action']} translate="no">
              {' '}
              {problem}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'until',
      header: text('certificates.until'),
      cell: ({ notAfter }) => (notAfter === null ? '–' : <When at={notAfter} />),
    },
    {
      id: 'revoke',
      header: text('ui.actions'),
      cell: (certificate) =>
        certificate.isUsable ? (
          <Button size="compact-sm" variant="light" color="red" onClick={() => onRevoke(certificate)}>
            {text('certificates.revoke')}
          </Button>
        ) : null,
    },
  ]
}
