import type { ConfigurationTemplate, TemplateEntry } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { variableName } from '../stations/variable.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { Facts } from '../ui/facts.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { Ago } from '../ui/when.tsx'
import { conditionWords } from './condition-words.ts'
import classes from './configuration.module.css'
import { WantedValue } from './drift-state.tsx'
import { DriftTable } from './drift-table.tsx'
import { ExportButton } from './export-button.tsx'
import { templateQuery } from './queries.ts'
import { TemplateActions } from './template-actions.tsx'
import { Standing } from './templates-page.tsx'

const route = getRouteApi('/app/configuration/$templateId')

/** One template: for whom it is, what it wants, and which stations are not so. */
export function TemplatePage() {
  const text = useText()
  const { templateId } = route.useParams()
  const query = useSuspenseQuery(templateQuery(templateId))
  const template = query.data
  const filter = { templateId }
  return (
    <Page
      title={template.name}
      heading={
        <>
          <span translate="no">{template.name}</span>{' '}
          <ToneMark tone={template.enabled ? 'available' : 'neutral'}>
            {text(template.enabled ? 'templates.on' : 'templates.off')}
          </ToneMark>
        </>
      }
      lead={
        template.description === null ? (
          template.builtIn ? (
            text('templates.builtIn')
          ) : undefined
        ) : (
          <span translate="no">{template.description}</span>
        )
      }
      actions={
        <May call="replaceTemplate">
          <TemplateActions template={template} />
        </May>
      }
    >
      <StaleNote query={query} />
      <Panel title={text('templates.facts')}>
        <TemplateFacts template={template} />
      </Panel>
      <Panel flush title={text('templates.valuesOf')}>
        <Entries template={template} />
      </Panel>
      <Panel
        flush
        title={text('templates.deviatingHere')}
        aside={<ExportButton filter={filter} templates={[template]} />}
      >
        <Widget lines={4}>
          <DriftTable filter={filter} showTemplate={false} onClear={() => undefined} />
        </Widget>
      </Panel>
      <p className={classes['hint']}>
        <Link to="/configuration" className={classes['link']}>
          {text('templates.back')}
        </Link>
      </p>
    </Page>
  )
}

function TemplateFacts({ template }: { template: ConfigurationTemplate }) {
  const text = useText()
  return (
    <Facts
      facts={[
        { name: text('templates.for'), value: conditionWords(template.conditions, text) },
        { name: text('templates.stations'), value: <Standing stations={template.stations} /> },
        { name: text('templates.priority'), value: String(template.priority) },
        { name: text('templates.changed'), value: <Ago at={template.changedAt} /> },
      ]}
    />
  )
}

function Entries({ template }: { template: ConfigurationTemplate }) {
  const text = useText()
  return (
    <RecordTable
      label={text('templates.valuesOf')}
      rows={template.entries}
      keyOf={(entry) => JSON.stringify(entry)}
      columns={[
        { id: 'setting', header: text('templates.setting'), cell: (entry) => <EntryName entry={entry} /> },
        {
          id: 'wanted',
          header: text('templates.wanted'),
          cell: ({ value, min, max }) => <WantedValue wanted={value} min={min} max={max} />,
        },
      ]}
      empty={null}
    />
  )
}

function EntryName({ entry }: { entry: TemplateEntry }) {
  const text = useText()
  if (entry.kind === 'setting') {
    const words = text.maybe(`setting.${entry.setting}`)
    return (
      <>
        {words ?? entry.setting}
        {words === null ? null : (
          <span className={classes['under']} translate="no">
            {entry.setting}
          </span>
        )}
      </>
    )
  }
  return (
    <>
      <span translate="no">{entry.kind === 'key' ? entry.key : variableName(placeOf(entry))}</span>
      <span className={classes['under']}>{text(`template.kind.${entry.kind}`)}</span>
    </>
  )
}

function placeOf(entry: Extract<TemplateEntry, { kind: 'variable' }>) {
  const { component, componentInstance = '', evseId = 0, connectorId = 0, variable } = entry
  const { variableInstance = '', attribute = 'Actual' } = entry
  return { component, componentInstance, evseId, connectorId, variable, variableInstance, attribute }
}
