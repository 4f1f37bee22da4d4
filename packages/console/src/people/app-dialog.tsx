import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { QrCode } from '../connect/qr-code.tsx'
import { FormDialog } from '../ui/dialog.tsx'

/** Sets an authenticator app up: password, then the code to scan, then proof that it works. Or removes it. */
export function AppDialog({ isSetUp, onClose }: { isSetUp: boolean; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  // What it was when the dialog was opened: the proof must not turn it into the other dialog.
  const [isRemoval] = useState(isSetUp)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const done = async () => {
    await client.invalidateQueries({ queryKey: queryKeys.mySecurity })
    await client.invalidateQueries({ queryKey: queryKeys.mySessions })
    onClose()
  }
  const start = useMutation({ mutationFn: () => call('startApp', { body: { password } }) })
  const confirm = useMutation({
    mutationFn: () => call('confirmApp', { body: { code: code.trim() } }),
    onSuccess: done,
  })
  const remove = useMutation({ mutationFn: () => call('removeApp', { body: { password } }), onSuccess: done })
  const failed = [start, confirm, remove].find(({ isError }) => isError)
  const setup = start.data
  const submit = () => (isRemoval ? remove.mutate() : setup === undefined ? start.mutate() : confirm.mutate())
  return (
    <FormDialog
      title={text(isRemoval ? 'mySecurity.app.remove' : 'mySecurity.app')}
      opened
      onClose={onClose}
      onSubmit={submit}
      submit={text(isRemoval ? 'mySecurity.app.remove' : 'mySecurity.continue')}
      danger={isRemoval}
      busy={start.isPending || confirm.isPending || remove.isPending}
      disabled={setup === undefined ? password === '' : code.trim().length !== 6}
      error={failed === undefined ? undefined : errorLine(failed.error, text)}
    >
      {setup === undefined ? (
        <TextInput
          type="password"
          label={text('mySecurity.current')}
          autoComplete="current-password"
          required
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : (
        <>
          <p style={{ margin: 0 }}>{text('mySecurity.app.scan')}</p>
          <QrCode content={setup.uri} label={text('mySecurity.app')} />
          <code translate="no" style={{ overflowWrap: 'anywhere' }}>
            {setup.uri}
          </code>
          <p style={{ margin: 0 }}>{text('mySecurity.app.codes')}</p>
          <code translate="no" style={{ whiteSpace: 'pre-wrap' }}>
            {setup.backupCodes.join('\n')}
          </code>
          <TextInput
            label={text('mySecurity.app.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
