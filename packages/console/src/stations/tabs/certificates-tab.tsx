import { Button, NativeSelect } from '@mantine/core'
import { actionBlock, type CallOutput, RevocationReason } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { BadgeCheck, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { Widget } from '../../app/widget.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { FormDialog } from '../../ui/dialog.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { When } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

type Own = CallOutput<'listStationCertificates'>['items'][number]
type Installed = CallOutput<'listInstalledCertificates'>['items'][number]

const REFRESH_MS = 5000
const ownTones: Readonly<Record<Own['state'], Tone>> = {
  requested: 'charging',
  issued: 'charging',
  accepted: 'charging',
  active: 'available',
  superseded: 'neutral',
  failed: 'faulted',
  revoked: 'faulted',
}
const verdictTones: Readonly<Record<Installed['verdict'], Tone>> = {
  confirmed: 'available',
  unknown: 'occupied',
  unconfirmed: 'neutral',
  missing: 'faulted',
}

/** How the station proves who it is, and whom it trusts. */
export function CertificatesTab({ station }: TabProps) {
  return (
    <div className={classes['overview']}>
      <Widget lines={4}>
        <OwnCertificates station={station} />
      </Widget>
      <Widget lines={4}>
        <InstalledList station={station} />
      </Widget>
    </div>
  )
}

function OwnCertificates({ station }: TabProps) {
  const text = useText()
  const client = useQueryClient()
  const [revoked, setRevoked] = useState<Own | null>(null)
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
        columns={[
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
                <ToneMark tone={ownTones[state]}>{text(`certificate.${state}`)}</ToneMark>
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
                <Button size="compact-sm" variant="light" color="red" onClick={() => setRevoked(certificate)}>
                  {text('certificates.revoke')}
                </Button>
              ) : null,
          },
        ]}
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

interface RevokeDialogProps {
  readonly certificate: Own | null
  readonly onClose: () => void
  readonly onDone: () => unknown
}

function RevokeDialog({ certificate, onClose, onDone }: RevokeDialogProps) {
  const text = useText()
  const [reason, setReason] = useState<RevocationReason>('unspecified')
  const revoke = useMutation({
    mutationFn: (id: string) => call('revokeStationCertificate', { params: { id }, body: { reason } }),
    onSuccess: () => {
      onClose()
      return onDone()
    },
  })
  return (
    <FormDialog
      danger
      title={text('certificates.revokeTitle')}
      opened={certificate !== null}
      onClose={onClose}
      onSubmit={() => certificate !== null && revoke.mutate(certificate.id)}
      submit={text('certificates.revoke')}
      busy={revoke.isPending}
      error={revoke.isError ? errorLine(revoke.error, text) : undefined}
    >
      <p className={classes['sentence']}>{text('certificates.revoke.text')}</p>
      <NativeSelect
        label={text('control.reason')}
        value={reason}
        data={RevocationReason.options.map((value) => ({ value, label: text(`certificates.reason.${value}`) }))}
        onChange={(event) =>
          setReason(RevocationReason.options.find((each) => each === event.currentTarget.value) ?? 'unspecified')
        }
      />
    </FormDialog>
  )
}

function InstalledList({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const params = { stationId: station.id }
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.installedCertificates(station.id),
    queryFn: ({ signal }) => call('listInstalledCertificates', { params, signal }),
    refetchInterval: REFRESH_MS,
  })
  const refresh = useMutation({ mutationFn: () => call('refreshInstalledCertificates', { params }) })
  const block = actionBlock('deleteCertificate', station)
  const remove = ({ hashData, type }: Installed) =>
    send({ stationId: station.id, request: { kind: 'deleteCertificate', hashData, type } })
  return (
    <Panel
      flush
      title={text('certificates.installed')}
      aside={
        <div className={classes['danger']}>
          <CommandLink stationId={station.id} kind="installCertificate" />
          <Button size="compact-sm" variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
            {text('charging.ask')}
          </Button>
        </div>
      }
    >
      {refresh.isError ? (
        <p role="alert" className={classes['quiet']}>
          {errorLine(refresh.error, text)}
        </p>
      ) : null}
      <RecordTable
        label={text('certificates.installed')}
        rows={data.items}
        keyOf={({ type, hashData }) => `${type} ${hashData.issuerKeyHash} ${hashData.serialNumber}`}
        columns={[
          { id: 'type', header: text('certificates.use'), cell: ({ type }) => <span translate="no">{type}</span> },
          {
            id: 'subject',
            header: text('certificates.subject'),
            cell: ({ subject, hashData }) => <span translate="no">{subject ?? hashData.serialNumber}</span>,
          },
          {
            id: 'verdict',
            header: text('charging.state'),
            cell: ({ verdict }) => <ToneMark tone={verdictTones[verdict]}>{text(`verdict.${verdict}`)}</ToneMark>,
          },
          {
            id: 'until',
            header: text('certificates.until'),
            cell: ({ notAfter }) => (notAfter === null ? '–' : <When at={notAfter} />),
          },
          {
            id: 'delete',
            header: text('ui.actions'),
            cell: (certificate) => (
              <ActionButton size="compact-sm" block={block} onClick={() => remove(certificate)}>
                {text('ui.delete')}
              </ActionButton>
            ),
          },
        ]}
        empty={
          <EmptyState icon={ShieldCheck} title={text('certificates.noneInstalled')}>
            {text('certificates.noneInstalled.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}
