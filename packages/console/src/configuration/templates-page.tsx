import { Button } from '@mantine/core'
import type { ConfigurationTemplate } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { SlidersHorizontal } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { ToneMark } from '../status/tone-mark.tsx'
import { ChoiceField, FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { conditionWords } from './condition-words.ts'
import classes from './configuration.module.css'
import { DriftTable } from './drift-table.tsx'
import { ExportButton } from './export-button.tsx'
import { type DriftFilter, deviations, templatesQuery } from './queries.ts'

const route = getRouteApi('/app/configuration')

/** What stations shall be configured to, and everything that is not so. */
export function TemplatesPage() {
  const text = useText()
  const query = useSuspenseQuery(templatesQuery)
  return (
    <Page
      title={text('nav.configuration')}
      lead={text('templates.lead')}
      actions={
        <May call="createTemplate">
          <Button component={Link} to="/configuration/new" leftSection={<SlidersHorizontal size={16} aria-hidden />}>
            {text('templates.new')}
          </Button>
        </May>
      }
    >
      <StaleNote query={query} />
      <Panel flush title={text('templates.title')}>
        <TemplateTable templates={query.data.items} />
      </Panel>
      <DriftReport templates={query.data.items} />
    </Page>
  )
}

function TemplateTable({ templates }: { templates: readonly ConfigurationTemplate[] }) {
  const text = useText()
  return (
    <RecordTable
      label={text('templates.title')}
      rows={templates}
      keyOf={({ id }) => id}
      columns={[
        { id: 'name', header: text('templates.name'), cell: (template) => <TemplateName template={template} /> },
        {
          id: 'for',
          header: text('templates.for'),
          cell: ({ conditions }) => <span className={classes['for']}>{conditionWords(conditions, text)}</span>,
        },
        { id: 'values', header: text('templates.values'), cell: ({ entries }) => entries.length },
        { id: 'priority', header: text('templates.priority'), cell: ({ priority }) => priority },
        {
          id: 'state',
          header: text('templates.state'),
          cell: ({ enabled }) => (
            <ToneMark tone={enabled ? 'available' : 'neutral'}>
              {text(enabled ? 'templates.on' : 'templates.off')}
            </ToneMark>
          ),
        },
        {
          id: 'stations',
          header: text('templates.stations'),
          cell: ({ stations }) => <Standing stations={stations} />,
        },
      ]}
      empty={
        <EmptyState icon={SlidersHorizontal} title={text('templates.none')}>
          {text('templates.none.text')}
        </EmptyState>
      }
    />
  )
}

function TemplateName({ template: { id, name, builtIn, description } }: { template: ConfigurationTemplate }) {
  const text = useText()
  const under = builtIn ? text('templates.builtIn') : description
  return (
    <>
      <Link to="/configuration/$templateId" params={{ templateId: id }} className={classes['name']} translate="no">
        {name}
      </Link>
      {under === null ? null : <span className={classes['under']}>{under}</span>}
    </>
  )
}

/** How the stations of a template stand. */
export function Standing({ stations }: { stations: ConfigurationTemplate['stations'] }) {
  const text = useText()
  const { compared, deviating } = stations
  if (compared === 0) return <span className={classes['dim']}>{text('templates.compared', { count: 0 })}</span>
  return (
    <>
      <ToneMark tone={deviating === 0 ? 'available' : 'occupied'}>
        {text('templates.deviating', { count: deviating })}
      </ToneMark>
      <span className={classes['under']}>{text('templates.compared', { count: compared })}</span>
    </>
  )
}

function DriftReport({ templates }: { templates: readonly ConfigurationTemplate[] }) {
  const text = useText()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: DriftFilter) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true, resetScroll: false })
  return (
    <Panel flush title={text('drift.title')} aside={<ExportButton filter={filter} templates={templates} />}>
      <FilterBar>
        <SearchField label={text('drift.search')} value={filter.search} onSearch={(search) => change({ search })} />
        <ChoiceField
          label={text('drift.state')}
          any={text('drift.anyState')}
          options={deviations.map((value) => ({ value, label: text(`drift.${value}`) }))}
          value={deviations.find((each) => each === filter.state)}
          onChoose={(state) => change({ state })}
        />
        <ChoiceField
          label={text('drift.template')}
          any={text('drift.anyTemplate')}
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.templateId}
          onChoose={(templateId) => change({ templateId })}
        />
      </FilterBar>
      <Widget lines={6} key={JSON.stringify(filter)}>
        <DriftTable filter={filter} showTemplate onClear={() => void navigate({ search: {} })} />
      </Widget>
    </Panel>
  )
}
