import { useSuspenseQuery } from '@tanstack/react-query'
import { LockOpen } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import classes from './certificates.module.css'
import { Expiry } from './expiry.tsx'
import { serverCertificatesQuery } from './queries.ts'

/** By which certificates stations and browsers know this server. */
export function ServerCertificates() {
  const text = useText()
  const { data } = useSuspenseQuery(serverCertificatesQuery)
  return (
    <Panel flush title={text('trust.ofServer')}>
      <RecordTable
        label={text('trust.ofServer')}
        rows={data.items}
        keyOf={({ fingerprint }) => fingerprint}
        columns={[
          {
            id: 'subject',
            header: text('certificates.subject'),
            cell: ({ subject, names }) => (
              <span className={classes['stack']} translate="no">
                <span className={classes['name']}>{subject === '' ? names[0] : subject}</span>
                <span className={classes['dim']}>{names.map((name) => name.replace(/^\w[\w ]*:/, '')).join(', ')}</span>
              </span>
            ),
          },
          {
            id: 'issuer',
            header: text('trust.signedBy'),
            cell: ({ issuer }) => (
              <span className={classes['name']} translate="no">
                {issuer}
              </span>
            ),
          },
          { id: 'key', header: text('trust.key'), cell: ({ keyType }) => <span translate="no">{keyType}</span> },
          { id: 'until', header: text('certificates.until'), cell: ({ notAfter }) => <Expiry at={notAfter} /> },
          { id: 'renewal', header: text('trust.renewal'), cell: ({ source }) => text(`trust.renewal.${source}`) },
        ]}
        empty={
          <EmptyState icon={LockOpen} title={text('trust.noTls')}>
            {text('trust.noTls.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}
