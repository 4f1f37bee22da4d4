import { useInfiniteQuery } from '@tanstack/react-query'
import { useText } from '../app/i18n/use-text.ts'
import { CommandProgress } from '../commands/command-progress.tsx'
import { commandTitle } from '../commands/command-request.ts'
import { commandListQuery } from '../commands/queries.ts'
import { useNow } from '../ui/use-now.ts'
import { Ago } from '../ui/when.tsx'
import classes from './station.module.css'

const SHOWN_FOR_MS = 120_000

/** What became of the last command, while it is news. */
export function LatestCommand({ stationId }: { stationId: string }) {
  const text = useText()
  const nowMs = useNow()
  const { data } = useInfiniteQuery(commandListQuery(stationId))
  const command = data?.pages[0]?.items[0]
  if (command === undefined || nowMs - Date.parse(command.createdAt) > SHOWN_FOR_MS) return null
  return (
    <div className={classes['latest']} role="status">
      <strong>{commandTitle({ ...command.body, kind: command.kind }, text)}</strong>
      <CommandProgress command={command} />
      <span className={classes['dim']}>
        {command.status === null ? null : (
          <>
            <span translate="no">{command.status}</span> ·{' '}
          </>
        )}
        <Ago at={command.createdAt} stepMs={1000} />
      </span>
    </div>
  )
}
