import type { Command } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Steps } from '../ui/steps.tsx'
import { commandTones, isFinal } from './command-request.ts'
import classes from './commands.module.css'

/** Queued → Sent → what the station said, as three steps. */
export function CommandProgress({ command }: { command: Command }) {
  const text = useText()
  const final = isFinal(command)
  const sent = command.sentAt !== null || command.state === 'sent'
  const outcome = final ? text(`command.state.${command.state}`) : text('command.state.waiting')
  return (
    <Steps label={text('command.progress')} className={classes['progress'] ?? ''}>
      <li data-done>{text('command.state.queued')}</li>
      <li data-done={sent ? '' : undefined}>{text('command.state.sent')}</li>
      <li
        data-done={final ? '' : undefined}
        style={{ '--tone': `var(--sm-${final ? commandTones[command.state] : 'neutral'})` }}
        aria-current="step"
      >
        {outcome}
      </li>
    </Steps>
  )
}
