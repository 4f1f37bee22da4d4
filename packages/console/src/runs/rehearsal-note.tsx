import type { CommandRehearsal } from '@stationmaster/server/contract'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { LeftOutList } from '../stations/bulk/left-out-list.tsx'

interface RehearsalNoteProps {
  readonly rehearsal: CommandRehearsal | undefined
  readonly error: Error | null
}

/** Who would get the command now, who later, and who would not. */
export function RehearsalNote({ rehearsal, error }: RehearsalNoteProps) {
  const text = useText()
  return (
    <div role="status">
      {error === null ? null : errorLine(error, text)}
      {rehearsal === undefined ? null : (
        <>
          {[
            text('rehearsal.now', { count: rehearsal.now }),
            text('rehearsal.onConnect', { count: rehearsal.onConnect }),
            text('rehearsal.refused', { count: rehearsal.refused }),
          ].join(', ')}
          {rehearsal.waves.length > 1 ? <div>{text('waves.falls', { sizes: rehearsal.waves.join(' · ') })}</div> : null}
          {rehearsal.refused === 0 ? null : <LeftOutList count={rehearsal.refused} leftOut={rehearsal.leftOut} />}
        </>
      )}
    </div>
  )
}
