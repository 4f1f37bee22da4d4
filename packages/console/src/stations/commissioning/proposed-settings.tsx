import { Button } from '@mantine/core'
import type { Commissioning, StationDetail } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { useMay } from '../../app/use-may.ts'
import { WantedValue } from '../../configuration/drift-state.tsx'
import { ValueText } from '../../configuration/value-text.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import station from '../station.module.css'
import classes from './commissioning.module.css'
import { TemplateDialog } from './template-dialog.tsx'

type Setting = NonNullable<Commissioning['proposedSettings']>[number]

interface ProposedSettingsProps {
  readonly station: StationDetail
  readonly report: Commissioning
  readonly settings: readonly Setting[]
}

/** The usual settings as far as this station can have them, to be kept by a template. */
export function ProposedSettings({ station: detail, report, settings }: ProposedSettingsProps) {
  const text = useText()
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const may = useMay()
  const canBeMade = may.call('createCommissioningTemplate') && settings.some(({ entry }) => entry !== null)
  const columns: readonly RecordColumn<Setting>[] = [
    {
      id: 'setting',
      header: text('templates.setting'),
      cell: ({ setting }) => <span className={classes['name']}>{text.maybe(`setting.${setting}`) ?? setting}</span>,
    },
    { id: 'usual', header: text('settings.usual'), cell: ({ usual }) => <ValueText value={usual} /> },
    { id: 'now', header: text('settings.now'), cell: ({ actual }) => <ValueText value={actual} /> },
    {
      id: 'proposal',
      header: text('settings.proposal'),
      cell: ({ entry }) =>
        entry === null ? '–' : <WantedValue wanted={entry.value} min={entry.min} max={entry.max} />,
    },
    {
      id: 'reason',
      header: text('settings.reason'),
      cell: ({ reason }) => text(`settings.reason.${reason}`),
    },
  ]
  return (
    <Panel
      flush
      title={text('settings.proposed')}
      aside={
        <div className={station['danger']}>
          {made === null ? null : (
            <span role="status">
              {text('settings.made')}{' '}
              <Link
                to="/configuration/$templateId"
                params={{ templateId: made.id }}
                className={classes['link']}
                translate="no"
              >
                {made.name}
              </Link>
            </span>
          )}
          {canBeMade ? (
            <Button size="compact-sm" variant="light" onClick={() => setMaking(true)}>
              {text('settings.makeTemplate')}
            </Button>
          ) : null}
        </div>
      }
    >
      <RecordTable
        label={text('settings.proposed')}
        rows={settings}
        keyOf={({ setting }) => setting}
        columns={columns}
        empty={null}
      />
      <TemplateDialog
        station={detail}
        reportId={report.id}
        opened={isMaking}
        onClose={() => setMaking(false)}
        onMade={setMade}
      />
    </Panel>
  )
}
