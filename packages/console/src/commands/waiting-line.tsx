import { Button } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import classes from './commands.module.css'
import { UNDO_SECONDS } from './use-command-run.ts'

interface WaitingLineProps {
  /** What happens, and in how many seconds. */
  readonly words: string
  readonly onNow: () => void
  readonly onUndo: () => void
}

/** The time to take something back, running out. */
export function WaitingLine({ words, onNow, onUndo }: WaitingLineProps) {
  const text = useText()
  return (
    <div className={classes['toastHead']}>
      <span>{words}</span>
      <span className={classes['buttons']}>
        <Button size="compact-sm" variant="subtle" onClick={onNow}>
          {text('command.sendNow')}
        </Button>
        <Button size="compact-sm" onClick={onUndo} aria-keyshortcuts="Control+Z">
          {text('command.undo')}
        </Button>
      </span>
      <span className={classes['countdown']} style={{ '--seconds': `${UNDO_SECONDS}s` }} />
    </div>
  )
}
