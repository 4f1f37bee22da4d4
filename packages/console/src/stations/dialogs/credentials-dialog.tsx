import { Button, Modal } from '@mantine/core'
import type { StationCredentials } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import classes from '../../ui/dialog.module.css'
import { CredentialFields } from '../credential-fields.tsx'

interface CredentialsDialogProps {
  readonly title: string
  /** Null keeps the dialog closed. */
  readonly credentials: StationCredentials | null
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Shows what a station needs to sign in; the password appears this once. */
export function CredentialsDialog({ title, credentials, onClose, children }: CredentialsDialogProps) {
  const text = useText()
  return (
    <Modal
      opened={credentials !== null}
      onClose={onClose}
      title={title}
      size="lg"
      // A stray click must not throw away what cannot be shown again.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <div className={classes['form']}>
        {children}
        {credentials === null ? null : <CredentialFields credentials={credentials} />}
        <div className={classes['buttons']}>
          <Button onClick={onClose}>{text('ui.done')}</Button>
        </div>
      </div>
    </Modal>
  )
}
