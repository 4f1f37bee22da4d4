import { NativeSelect } from '@mantine/core'
import { RevocationReason } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import classes from '../station.module.css'
import type { OwnCertificate } from './own-certificates.tsx'

interface RevokeDialogProps {
  readonly certificate: OwnCertificate | null
  readonly onClose: () => void
  readonly onDone: () => unknown
}

/** Asks why a certificate ends, and ends it. */
export function RevokeDialog({ certificate, onClose, onDone }: RevokeDialogProps) {
  const text = useText()
  const [reason, setReason] = useState<RevocationReason>('unspecified')
  const revoke = useMutation({
    mutationFn: (id: string) => call('revokeStationCertificate', { params: { id }, body: { reason } }),
    onSuccess: () => {
      onClose()
      return onDone()
    },
  })
  return (
    <FormDialog
      danger
      title={text('certificates.revokeTitle')}
      opened={certificate !== null}
      onClose={onClose}
      onSubmit={() => certificate !== null && revoke.mutate(certificate.id)}
      submit={text('certificates.revoke')}
      busy={revoke.isPending}
      error={revoke.isError ? errorLine(revoke.error, text) : undefined}
    >
      <p className={classes['sentence']}>{text('certificates.revoke.text')}</p>
      <NativeSelect
        label={text('control.reason')}
        value={reason}
        data={RevocationReason.options.map((value) => ({ value, label: text(`certificates.reason.${value}`) }))}
        onChange={(event) =>
          setReason(RevocationReason.options.find((each) => each === event.currentTarget.value) ?? 'unspecified')
        }
      />
    </FormDialog>
  )
}
