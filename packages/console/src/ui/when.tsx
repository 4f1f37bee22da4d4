import { useFormat } from '../app/i18n/use-format.ts'
import { useNow } from './use-now.ts'

/** How long ago; the exact time on hover. */
export function Ago({ at, stepMs = 10_000 }: { at: string; stepMs?: number }) {
  const format = useFormat()
  const nowMs = useNow(stepMs)
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.ago(at, nowMs)}
    </time>
  )
}

/** Time that has passed, without the word "ago". */
export function Elapsed({ from, to, stepMs = 10_000 }: { from: string; to?: string | null; stepMs?: number }) {
  const format = useFormat()
  const nowMs = useNow(stepMs)
  const end = to === undefined || to === null ? nowMs : Date.parse(to)
  return <time>{format.duration(end - Date.parse(from))}</time>
}

export function When({ at }: { at: string }) {
  const format = useFormat()
  return <time dateTime={at}>{format.dateTime(at)}</time>
}

/** For logs: time of day with milliseconds. */
export function PreciseTime({ at }: { at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.preciseTime(at)}
    </time>
  )
}
