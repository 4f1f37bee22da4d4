import type { MaintenanceRequest, MaintenanceState } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Download, HardDriveDownload } from 'lucide-react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Steps } from '../ui/steps.tsx'
import { Ago } from '../ui/when.tsx'
import classes from './files.module.css'
import { maintenanceQuery } from './queries.ts'

const tones: Readonly<Record<MaintenanceState, Tone>> = {
  requested: 'neutral',
  running: 'charging',
  succeeded: 'available',
  failed: 'faulted',
  refused: 'faulted',
  cancelled: 'neutral',
}

/** Firmware updates and log uploads with every step the station has told. */
export function MaintenanceList({ stationId }: { stationId: string }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(maintenanceQuery({ stationId }))
  const items = query.data.pages.flatMap((page) => page.items)
  if (items.length === 0) {
    return (
      <EmptyState icon={HardDriveDownload} title={text('files.noMaintenance')}>
        {text('files.noMaintenance.text')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={classes['list']}>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  )
}

function Item({ item }: { item: MaintenanceRequest }) {
  const text = useText()
  const { kind, state, status, info, steps, targetVersion, versionNow, fileId, createdAt } = item
  const hasLog = kind === 'logUpload' && state === 'succeeded' && fileId !== null
  return (
    <li className={classes['item']}>
      <div className={classes['itemHead']}>
        <strong>{text(`maintenance.${kind}`)}</strong>
        <ToneMark tone={tones[state]}>{text(`maintenance.state.${state}`)}</ToneMark>
        <span className={classes['dim']}>
          {status === null ? null : <span translate="no">{status} · </span>}
          {info === null ? null : <span translate="no">{info} · </span>}
          <Ago at={createdAt} />
        </span>
        {targetVersion === null ? null : (
          <span className={classes['dim']}>
            {text('files.versions', { target: targetVersion, now: versionNow ?? '–' })}
          </span>
        )}
        {hasLog ? (
          <a className={classes['download']} href={`/api/v1/files/${fileId}/content`} download>
            <Download size={16} aria-hidden />
            {text('files.download')}
          </a>
        ) : null}
      </div>
      <StepsTold steps={steps} />
    </li>
  )
}

function StepsTold({ steps }: { steps: MaintenanceRequest['steps'] }) {
  const text = useText()
  const format = useFormat()
  if (steps.length === 0) return null
  return (
    <Steps label={text('files.steps')}>
      {steps.map(({ at, status }) => (
        <li key={`${at} ${status}`}>
          <span translate="no">{status}</span> <time dateTime={at}>{format.clock(at)}</time>
        </li>
      ))}
    </Steps>
  )
}
