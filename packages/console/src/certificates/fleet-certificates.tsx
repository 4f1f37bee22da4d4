import { Button } from '@mantine/core'
import type { FleetCertificate } from '@stationmaster/server/contract'
import { useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { Widget } from '../app/widget.tsx'
import { StationLink } from '../stations/station-link.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { Segments } from '../ui/segments.tsx'
import { Ago } from '../ui/when.tsx'
import { CertificateState } from './certificate-state.tsx'
import classes from './certificates.module.css'
import { Expiry } from './expiry.tsx'
import { fleetCertificatesQuery } from './queries.ts'
import { RevokeDialog } from './revoke-dialog.tsx'
import { type CertificateScope, certificateScopes } from './search.ts'

const route = getRouteApi('/app/certificates')

/** What was signed for stations, the first to end on top. */
export function FleetCertificates() {
  const text = useText()
  const { scope = 'usable' } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (value: string) => {
    const next = certificateScopes.find((each) => each === value)
    void navigate({ search: { view: 'stations', scope: next }, replace: true, resetScroll: false })
  }
  return (
    <Panel
      flush
      title={text('trust.ofStations')}
      aside={
        <Segments
          size="small"
          label={text('trust.scope')}
          value={scope}
          onChange={choose}
          data={certificateScopes.map((value) => ({ value, label: text(`trust.scope.${value}`) }))}
        />
      }
    >
      <Widget lines={6} key={scope}>
        <Certificates scope={scope} />
      </Widget>
    </Panel>
  )
}

function Certificates({ scope }: { scope: CertificateScope }) {
  const text = useText()
  const client = useQueryClient()
  const [revoked, setRevoked] = useState<FleetCertificate | null>(null)
  const query = useSuspenseInfiniteQuery(fleetCertificatesQuery(scope))
  return (
    <>
      <RecordTable
        label={text('trust.ofStations')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ id }) => id}
        columns={useColumns(setRevoked)}
        empty={
          <EmptyState icon={BadgeCheck} title={text(`trust.none.${scope}`)}>
            {text('trust.none.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
      <RevokeDialog
        subject={revoked === null ? null : `${revoked.stationId} · ${revoked.subject ?? revoked.serialNumber ?? ''}`}
        consequence={text('certificates.revoke.text')}
        onClose={() => setRevoked(null)}
        revoke={async (reason) => {
          if (revoked !== null) await call('revokeStationCertificate', { params: { id: revoked.id }, body: { reason } })
          await client.invalidateQueries({ queryKey: queryKeys.fleetCertificateLists })
        }}
      />
    </>
  )
}

function useColumns(onRevoke: (certificate: FleetCertificate) => void): readonly RecordColumn<FleetCertificate>[] {
  const text = useText()
  return [
    {
      id: 'station',
      header: text('stations.station'),
      cell: ({ stationId }) => <StationLink stationId={stationId} tab="certificates" />,
    },
    { id: 'use', header: text('certificates.use'), cell: ({ use }) => text(`trust.use.${use}`) },
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
      id: 'authority',
      header: text('trust.signedBy'),
      cell: ({ authority }) => (authority === null ? '–' : (text.maybe(`trust.authority.${authority}`) ?? authority)),
    },
    { id: 'requested', header: text('trust.requested'), cell: ({ requestedAt }) => <Ago at={requestedAt} /> },
    {
      id: 'revoke',
      header: text('ui.actions'),
      cell: (certificate) =>
        certificate.isUsable ? (
          <May call="revokeStationCertificate">
            <Button
              size="compact-sm"
              variant="light"
              color="red"
              className={classes['nowrap'] ?? ''}
              aria-label={text('trust.revokeOf', { name: certificate.stationId })}
              onClick={() => onRevoke(certificate)}
            >
              {text('certificates.revoke')}
            </Button>
          </May>
        ) : null,
    },
  ]
}
