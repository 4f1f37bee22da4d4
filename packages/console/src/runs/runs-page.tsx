import { Button } from '@mantine/core'
import type { CommandRun } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListTodo, Plus } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { useMay } from '../app/use-may.ts'
import { commandKinds } from '../commands/command-groups.ts'
import { commandTitle } from '../commands/command-request.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/when.tsx'
import { runListQuery } from './queries.ts'
import { RunBar } from './run-bar.tsx'
import { RunState } from './run-state.tsx'
import classes from './runs.module.css'

/** Every command that went to many stations, and how far it has come. */
export function RunsPage() {
  const text = useText()
  const query = useSuspenseInfiniteQuery(runListQuery)
  const canSend = commandKinds.some(useMay().send)
  const runs = query.data.pages.flatMap((page) => page.items)
  return (
    <Page
      title={text('nav.runs')}
      lead={text('runs.lead')}
      actions={
        canSend ? (
          <Button component={Link} to="/runs/new" leftSection={<Plus size={16} aria-hidden />}>
            {text('runs.new')}
          </Button>
        ) : null
      }
    >
      <StaleNote query={query} />
      <Panel flush>
        {runs.length === 0 ? (
          <EmptyState
            icon={ListTodo}
            title={text('runs.none')}
            action={
              <Button component={Link} to="/stations" variant="light">
                {text('nav.stations')}
              </Button>
            }
          >
            {text('runs.none.text')}
          </EmptyState>
        ) : null}
        <ul className={classes['list']}>
          {runs.map((run) => (
            <RunEntry key={run.id} run={run} />
          ))}
        </ul>
        <LoadMore query={query} />
      </Panel>
    </Page>
  )
}

function RunEntry({ run }: { run: CommandRun }) {
  const text = useText()
  return (
    <li className={classes['run']}>
      <div className={classes['head']}>
        <Link to="/runs/$runId" params={{ runId: run.id }} className={classes['name'] ?? ''}>
          {commandTitle({ ...run.command, kind: run.kind }, text)}
        </Link>
        <RunState state={run.state} />
        <span className={classes['dim']}>
          {text('runs.stations', { count: run.stations })} · {text('runs.by')}{' '}
          <span translate="no">{run.requestedBy}</span> · <Ago at={run.createdAt} />
        </span>
      </div>
      <RunBar run={run} />
    </li>
  )
}
