import { Button } from '@mantine/core'
import { type ActionBlock, actionBlock, type CallOutput } from '@stationmaster/server/contract'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { Expiry } from '../../certificates/expiry.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'

type Installed = CallOutput<'listInstalledCertificates'>['items'][number]

const REFRESH_MS = 5000
const tones: Readonly<Record<Installed['verdict'], Tone>> = {
  confirmed: 'available',
  unknown: 'occupied',
  unconfirmed: 'neutral',
  missing: 'faulted',
}

/** Whom the station trusts, and what it holds besides, as it said last. */
export function InstalledCertificates({ station }: TabProps) {
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
          <May call="refreshInstalledCertificates">
            <Button size="compact-sm" variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
              {text('charging.ask')}
            </Button>
          </May>
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
        columns={columns(text, { block, remove })}
        empty={
          <EmptyState icon={ShieldCheck} title={text('certificates.noneInstalled')}>
            {text('certificates.noneInstalled.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

interface Removal {
  readonly block: ActionBlock | null
  readonly remove: (certificate: Installed) => void
}

function columns(text: Text, { block, remove }: Removal): readonly RecordColumn<Installed>[] {
  return [
    { id: 'type', header: text('certificates.use'), cell: ({ type }) => <span translate="no">{type}</span> },
    {
      id: 'subject',
      header: text('certificates.subject'),
      cell: ({ subject, hashData }) => <span translate="no">{subject ?? hashData.serialNumber}</span>,
    },
    {
      id: 'verdict',
      header: text('charging.state'),
      cell: ({ verdict }) => <ToneMark tone={tones[verdict]}>{text(`verdict.${verdict}`)}</ToneMark>,
    },
    {
      id: 'until',
      header: text('certificates.until'),
      cell: ({ notAfter }) => <Expiry at={notAfter} />,
    },
    {
      id: 'delete',
      header: text('ui.actions'),
      cell: (certificate) => (
        <ActionButton send="deleteCertificate" size="compact-sm" block={block} onClick={() => remove(certificate)}>
          {text('ui.delete')}
        </ActionButton>
      ),
    },
  ]
}
