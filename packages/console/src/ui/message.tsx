import { Button } from '@mantine/core'
import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { CopyButton } from './copy-button.tsx'
import classes from './message.module.css'

interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** What will appear here and why it is empty. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Stands where a list would be. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes['message']}>
      <Icon size={28} aria-hidden className={classes['icon']} />
      <p className={classes['title']}>{title}</p>
      {children === undefined ? null : <div className={classes['text']}>{children}</div>}
      {action}
    </div>
  )
}

export interface ErrorWords {
  readonly title: string
  /** Empty where the title says all. */
  readonly detail: string
  /** Stable code for a support request. */
  readonly code: string
}

interface ErrorStateProps {
  readonly words: ErrorWords
  readonly onRetry?: (() => void) | undefined
}

/** What happened, what to do, and a code to pass on. */
export function ErrorState({ words, onRetry }: ErrorStateProps) {
  const text = useText()
  return (
    <div className={classes['message']} role="alert">
      <CircleAlert size={28} aria-hidden className={classes['danger']} />
      <p className={classes['title']}>{words.title}</p>
      {words.detail === '' ? null : <p className={classes['text']}>{words.detail}</p>}
      <p className={classes['code']}>
        <code translate="no">{words.code}</code> <CopyButton value={words.code} />
      </p>
      {onRetry === undefined ? null : (
        <Button variant="light" onClick={onRetry}>
          {text('ui.tryAgain')}
        </Button>
      )}
    </div>
  )
}
