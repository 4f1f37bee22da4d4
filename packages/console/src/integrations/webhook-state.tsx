import type { Webhook } from '@stationmaster/server/contract'
import { CircleAlert, CircleCheck, CirclePause, CircleX } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './integrations.module.css'

const SIGNS = {
  works: { icon: CircleCheck, tone: 'good' },
  failing: { icon: CircleAlert, tone: 'warn' },
  paused: { icon: CirclePause, tone: 'dim' },
  disabled: { icon: CircleX, tone: 'bad' },
} as const

/** Whether deliveries arrive, in a word with a sign. */
export function WebhookState({ webhook: { state, failingSince } }: { webhook: Webhook }) {
  const text = useText()
  const shown = state === 'enabled' ? (failingSince === null ? 'works' : 'failing') : state
  const { icon: Icon, tone } = SIGNS[shown]
  return (
    <span className={`${classes['state']} ${classes[tone]}`}>
      <Icon size={16} aria-hidden />
      {text(`webhooks.state.${shown}`)}
    </span>
  )
}
