import { NativeSelect } from '@mantine/core'
import { RevocationReason } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import classes from './certificates.module.css'

interface RevokeDialogProps {
  /** Whose certificate; null keeps the dialog closed. */
  readonly subject: string | null
  /** What follows. */
  readonly consequence: string
  readonly onClose: () => void
  readonly revoke: (reason: RevocationReason) => Promise<unknown>
}

/** Ends a certificate at once, with the reason that goes into the revocation list. */
export function RevokeDialog({ subject, consequence, onClose, revoke }: RevokeDialogProps) {
  const text = useText()
  const [reason, setReason] = useState<RevocationReason>('unspecified')
  const mutation = useMutation({ mutationFn: () => revoke(reason), onSuccess: onClose })
  return (
    <FormDialog
      danger
      title={text('certificates.revokeTitle')}
      opened={subject !== null}
      onClose={onClose}
      onSubmit={() => mutation.mutate()}
      submit={text('certificates.revoke')}
      busy={mutation.isPending}
      error={mutation.isError ? errorLine(mutation.error, text) : undefined}
    >
      <p className={classes['sentence']}>
        <strong translate="no">{subject}</strong>
      </p>
      <p className={classes['sentence']}>{consequence}</p>
      <NativeSelect
        label={text('control.reason')}
        value={reason}
        data={RevocationReason.options.map((value) => ({ value, label: text(`certificates.reason.${value}`) }))}
        onChange={(event) => {
          const chosen = RevocationReason.safeParse(event.currentTarget.value)
          if (chosen.success) setReason(chosen.data)
        }}
      />
    </FormDialog>
  )
}
