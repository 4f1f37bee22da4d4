import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { byCursor } from '../../app/pages.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { CertificateState } from '../../certificates/certificate-state.tsx'
import { Expiry } from '../../certificates/expiry.tsx'
import { RevokeDialog } from '../../certificates/revoke-dialog.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'

type OwnCertificate = CallOutput<'listStationCertificates'>['items'][number]

const REFRESH_MS = 5000
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
    ...byCursor,
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
        <May call="renewStationCertificate">
          <Button size="compact-sm" variant="light" loading={renew.isPending} onClick={() => renew.mutate()}>
            {text('certificates.renew')}
          </Button>
        </May>
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
      <RevokeDialog
        subject={revoked === null ? null : (revoked.subject ?? revoked.serialNumber ?? '')}
        consequence={text('certificates.revoke.text')}
        onClose={() => setRevoked(null)}
        revoke={async (reason) => {
          if (revoked !== null) await call('revokeStationCertificate', { params: { id: revoked.id }, body: { reason } })
          await refresh()
        }}
      />
    </Panel>
  )
}

function columns(text: Text, onRevoke: (certificate: OwnCertificate) => void): readonly RecordColumn<OwnCertificate>[] {
  return [
    { id: 'use', header: text('certificates.use'), cell: ({ use }) => text(`trust.use.${use}`) },
    {
      id: 'subject',
      header: text('certificates.subject'),
      cell: ({ subject, serialNumber }) => <span translate="no">{subject ?? serialNumber ?? '–'}</span>,
    },
    {
      id: 'state',
      header: text('charging.state'),
      cell: ({ state, problem }) => <CertificateState state={state} problem={problem} />,
    },
    {
      id: 'until',
      header: text('certificates.until'),
      cell: ({ notAfter, isUsable }) => <Expiry at={notAfter} isOver={!isUsable} />,
    },
    {
      id: 'revoke',
      header: text('ui.actions'),
      cell: (certificate) =>
        certificate.isUsable ? (
          <May call="revokeStationCertificate">
            <Button size="compact-sm" variant="light" color="red" onClick={() => onRevoke(certificate)}>
              {text('certificates.revoke')}
            </Button>
          </May>
        ) : null,
    },
  ]
}
