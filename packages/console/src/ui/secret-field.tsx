import { ActionIcon } from '@mantine/core'
import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { CopyButton } from './copy-button.tsx'
import classes from './secret-field.module.css'

/** A value to type into a station or to keep: label, the exact text, copy button. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: ReactNode }) {
  return (
    <div className={classes['field']}>
      <span className={classes['label']}>{label}</span>
      <div className={classes['row']}>
        <code className={classes['value']} translate="no">
          {value}
        </code>
        <CopyButton value={value} what={label} />
      </div>
      {hint === undefined ? null : <span className={classes['hint']}>{hint}</span>}
    </div>
  )
}

/** The same for a secret that is shown once: hidden until asked for, still easy to copy. */
export function SecretField({ label, value, hint }: { label: string; value: string; hint?: ReactNode }) {
  const text = useText()
  const [shown, setShown] = useState(false)
  return (
    <div className={classes['field']}>
      <span className={classes['label']}>{label}</span>
      <div className={classes['row']}>
        <code className={classes['value']} translate="no">
          {shown ? value : '•'.repeat(Math.min(20, value.length))}
        </code>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-pressed={shown}
          aria-label={text('ui.showWhat', { what: label })}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
        </ActionIcon>
        <CopyButton value={value} what={label} />
      </div>
      {hint === undefined ? null : <span className={classes['hint']}>{hint}</span>}
    </div>
  )
}
