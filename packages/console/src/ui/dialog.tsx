import { Button, Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, useId } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './dialog.module.css'

interface FormDialogProps {
  readonly title: ReactNode
  readonly opened: boolean
  readonly onClose: () => void
  readonly onSubmit: () => void
  readonly submit: string
  readonly busy?: boolean
  readonly danger?: boolean
  readonly disabled?: boolean
  /** A refusal that belongs to no single field. */
  readonly error?: string | undefined
  readonly size?: string
  readonly children: ReactNode
}

/** A dialog that asks something and does one thing. */
export function FormDialog(props: FormDialogProps) {
  const { title, opened, onClose, onSubmit, submit, busy = false, danger = false, disabled = false, error } = props
  const text = useText()
  const errorId = useId()
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && !disabled) onSubmit()
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={props.size ?? 'md'}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <form
        onSubmit={onForm}
        className={classes['form']}
        aria-describedby={error === undefined ? undefined : errorId}
        noValidate
      >
        {props.children}
        <p id={errorId} role="alert" className={classes['error']}>
          {error}
        </p>
        <div className={classes['buttons']}>
          <Button variant="default" onClick={onClose}>
            {text('ui.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={disabled} {...(danger ? { color: 'red' } : {})}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
