import { CloseButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { CommandProgress } from './command-progress.tsx'
import { commandTitle, outcomeSentence } from './command-request.ts'
import classes from './commands.module.css'
import { useUndoKey } from './undo-key.ts'
import { useCommandRun } from './use-command-run.ts'
import type { Intent } from './use-send.tsx'
import { WaitingLine } from './waiting-line.tsx'

const GOOD_NEWS_MS = 6000

/** A command on its way: undo, sent, answered. */
export function CommandToast({ intent, id }: { intent: Intent; id: string }) {
  const text = useText()
  const { run, undo, sendNow } = useCommandRun(intent)
  useUndoKey(run.step === 'waiting', undo)
  const close = () => notifications.hide(id)
  const settled = run.step === 'undone' || (run.step === 'answered' && run.command.state === 'accepted')
  useEffect(() => {
    if (!settled) return
    const timer = setTimeout(() => notifications.hide(id), run.step === 'undone' ? 0 : GOOD_NEWS_MS)
    return () => clearTimeout(timer)
  }, [settled, run.step, id])
  const title = commandTitle(intent.request, text)
  return (
    <div className={classes['toast']}>
      <div className={classes['toastHead']}>
        <strong>
          <span translate="no">{intent.stationId}</span> · {title}
        </strong>
        {run.step === 'waiting' ? null : <CloseButton size="sm" aria-label={text('ui.close')} onClick={close} />}
      </div>
      {run.step === 'waiting' ? (
        <WaitingLine words={text('command.sendingIn', { seconds: run.secondsLeft })} onNow={sendNow} onUndo={undo} />
      ) : null}
      {run.step === 'sending' ? <span>{text('command.state.sending')}</span> : null}
      {run.step === 'sent' || run.step === 'answered' ? (
        <>
          <CommandProgress command={run.command} />
          <span>{outcomeSentence(run.command, text)}</span>
        </>
      ) : null}
      {run.step === 'failed' ? <span className={classes['bad']}>{errorLine(run.error, text)}</span> : null}
    </div>
  )
}
