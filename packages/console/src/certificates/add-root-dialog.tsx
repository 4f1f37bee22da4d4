import { NativeSelect, TextInput } from '@mantine/core'
import { RootPurpose } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'
import { PemField } from './pem-field.tsx'

type Purpose = (typeof RootPurpose.options)[number]
interface RootForm {
  readonly purpose: Purpose
  readonly certificate: string
  readonly label: string
}
const EMPTY: RootForm = { purpose: 'station', certificate: '', label: '' }

/** Trusts a root or a sub-CA for one purpose. */
export function AddRootDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState(EMPTY)
  const close = () => {
    setForm(EMPTY)
    add.reset()
    onClose()
  }
  const add = useMutation({
    mutationFn: ({ purpose, certificate, label }: RootForm) =>
      call('addTrustedRoot', {
        body: { purpose, certificate: certificate.trim(), ...(label.trim() === '' ? {} : { label: label.trim() }) },
      }),
    onSuccess: () => {
      close()
      return client.invalidateQueries({ queryKey: queryKeys.roots })
    },
  })
  const set = (part: Partial<RootForm>) => {
    add.reset()
    setForm((known) => ({ ...known, ...part }))
  }
  return (
    <FormDialog
      size="lg"
      title={text('trust.addRoot')}
      opened={opened}
      onClose={close}
      onSubmit={() => add.mutate(form)}
      submit={text('trust.add')}
      busy={add.isPending}
      disabled={form.certificate.trim() === ''}
      error={add.isError ? errorLine(add.error, text) : undefined}
    >
      <NativeSelect
        label={text('trust.purpose')}
        description={text(`trust.purpose.${form.purpose}.hint`)}
        value={form.purpose}
        data={RootPurpose.options.map((value) => ({ value, label: text(`trust.purpose.${value}`) }))}
        onChange={(event) => {
          const purpose = RootPurpose.safeParse(event.currentTarget.value)
          if (purpose.success) set({ purpose: purpose.data })
        }}
      />
      <PemField
        required
        label={text('trust.certificate')}
        value={form.certificate}
        error={serverRefusal(add.error, 'certificate', text)}
        onChange={(certificate) => set({ certificate })}
      />
      <TextInput
        label={text('trust.label')}
        value={form.label}
        maxLength={100}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
