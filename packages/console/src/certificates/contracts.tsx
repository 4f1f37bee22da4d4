import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { CarFront } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { When } from '../ui/when.tsx'
import { Expiry } from './expiry.tsx'
import { contractsQuery } from './queries.ts'
import { RevokeDialog } from './revoke-dialog.tsx'

type Contract = CallOutput<'listContractCertificates'>['items'][number]

/** Contract certificates that the test provider has given to cars. */
export function Contracts() {
  const text = useText()
  const client = useQueryClient()
  const [revoked, setRevoked] = useState<Contract | null>(null)
  const { data } = useSuspenseQuery(contractsQuery)
  return (
    <Panel flush title={text('trust.contracts')}>
      <RecordTable
        label={text('trust.contracts')}
        rows={data.items}
        keyOf={({ fingerprint }) => fingerprint}
        columns={[
          { id: 'emaid', header: 'eMAID', cell: ({ emaid }) => <strong translate="no">{emaid}</strong> },
          {
            id: 'serial',
            header: text('trust.serial'),
            cell: ({ serialNumber }) => <code translate="no">{serialNumber}</code>,
          },
          { id: 'issued', header: text('trust.issued'), cell: ({ issuedAt }) => <When at={issuedAt} /> },
          {
            id: 'until',
            header: text('certificates.until'),
            cell: ({ notAfter, revokedAt }) => <Expiry at={notAfter} isOver={revokedAt !== null} />,
          },
          {
            id: 'state',
            header: text('charging.state'),
            cell: ({ revokedAt }) => (
              <ToneMark tone={revokedAt === null ? 'available' : 'faulted'}>
                {text(revokedAt === null ? 'trust.good' : 'certificate.revoked')}
              </ToneMark>
            ),
          },
          {
            id: 'revoke',
            header: text('ui.actions'),
            cell: (contract) =>
              contract.revokedAt === null ? (
                <Button
                  size="compact-sm"
                  variant="light"
                  color="red"
                  aria-label={text('trust.revokeOf', { name: contract.emaid })}
                  onClick={() => setRevoked(contract)}
                >
                  {text('certificates.revoke')}
                </Button>
              ) : null,
          },
        ]}
        empty={
          <EmptyState icon={CarFront} title={text('trust.noContracts')}>
            {text('trust.noContracts.text')}
          </EmptyState>
        }
      />
      <RevokeDialog
        subject={revoked?.emaid ?? null}
        consequence={text('trust.revokeContract.text')}
        onClose={() => setRevoked(null)}
        revoke={async (reason) => {
          if (revoked === null) return
          const { fingerprint } = revoked
          await call('revokeContractCertificate', { params: { fingerprint }, body: { reason } })
          await client.invalidateQueries({ queryKey: queryKeys.contracts })
        }}
      />
    </Panel>
  )
}
