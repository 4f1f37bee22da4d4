import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { AddRootDialog } from './add-root-dialog.tsx'
import classes from './certificates.module.css'
import { Expiry } from './expiry.tsx'
import { rootsQuery } from './queries.ts'
import { RemoveRootDialog } from './remove-root-dialog.tsx'

export type Root = CallOutput<'listTrustedRoots'>['items'][number]

/** Whom this server believes, and what for. */
export function Roots() {
  const text = useText()
  const [isAdding, setAdding] = useState(false)
  const [removed, setRemoved] = useState<Root | null>(null)
  const { data } = useSuspenseQuery(rootsQuery)
  return (
    <Panel
      flush
      title={text('trust.roots')}
      aside={
        <May call="addTrustedRoot">
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {text('trust.addRoot')}
          </Button>
        </May>
      }
    >
      <RecordTable
        label={text('trust.roots')}
        rows={data.items}
        keyOf={({ id }) => id}
        columns={useColumns(setRemoved)}
        empty={
          <EmptyState icon={ShieldCheck} title={text('trust.noRoots')}>
            {text('trust.noRoots.text')}
          </EmptyState>
        }
      />
      <AddRootDialog opened={isAdding} onClose={() => setAdding(false)} />
      <RemoveRootDialog root={removed} onClose={() => setRemoved(null)} />
    </Panel>
  )
}

function useColumns(onRemove: (root: Root) => void): readonly RecordColumn<Root>[] {
  const text = useText()
  return [
    {
      id: 'subject',
      header: text('certificates.subject'),
      cell: ({ subject, label }) => (
        <span className={classes['stack']} translate="no">
          {label === null ? null : <strong>{label}</strong>}
          <span className={label === null ? classes['name'] : classes['dim']}>{subject}</span>
        </span>
      ),
    },
    { id: 'purpose', header: text('trust.purpose'), cell: ({ purpose }) => text(`trust.purpose.${purpose}`) },
    { id: 'source', header: text('trust.source'), cell: ({ source }) => text(`trust.source.${source}`) },
    { id: 'until', header: text('certificates.until'), cell: ({ notAfter }) => <Expiry at={notAfter} /> },
    {
      id: 'fingerprint',
      header: 'SHA-256',
      cell: ({ fingerprint, pem, subject }) => (
        <span className={classes['copyable']}>
          <code translate="no" title={fingerprint}>
            {fingerprint.slice(0, 16)}…
          </code>
          <CopyButton value={pem} what={text('trust.pemOf', { subject })} />
        </span>
      ),
    },
    {
      id: 'remove',
      header: text('ui.actions'),
      cell: (root) =>
        root.source === 'local' ? null : (
          <May call="deleteTrustedRoot">
            <Button
              size="compact-sm"
              variant="light"
              color="red"
              aria-label={text('trust.removeOf', { subject: root.label ?? root.subject })}
              onClick={() => onRemove(root)}
            >
              {text('trust.remove')}
            </Button>
          </May>
        ),
    },
  ]
}
