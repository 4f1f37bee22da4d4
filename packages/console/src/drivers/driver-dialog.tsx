import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type Driver, DriverInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import { DRIVER_LANGUAGES, type DriverForm, driverForm, driverInput } from './driver-form.ts'

interface DriverDialogProps {
  /** Null: a new one. */
  readonly driver: Driver | null
  readonly onClose: () => void
  readonly onSaved?: (driver: Driver) => void
}

/** Adds a driver or changes one. */
export function DriverDialog({ driver, onClose, onSaved }: DriverDialogProps) {
  const text = useText()
  const intl = useIntl()
  const client = useQueryClient()
  const [form, setForm] = useState(() => driverForm(driver))
  const save = useMutation({
    mutationFn: () => {
      const body = driverInput(form)
      if (driver === null) return call('createDriver', { body, idempotencyKey: crypto.randomUUID() })
      return call('updateDriver', { params: { id: driver.id }, body })
    },
    onSuccess: async (saved) => {
      await Promise.all(
        [queryKeys.drivers, queryKeys.tokenLists].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
      onClose()
      onSaved?.(saved)
    },
  })
  const refused = refusedFields(DriverInput, driverInput(form))
  const field = (name: keyof DriverForm) => ({
    value: form[name],
    error: form[name] !== '' && refused.has(name) ? text('form.invalid') : serverRefusal(save.error, name, text),
    onChange: (event: { currentTarget: { value: string } }) => {
      save.reset()
      setForm({ ...form, [name]: event.currentTarget.value })
    },
  })
  const languages = DRIVER_LANGUAGES.map((value) => ({
    value,
    label: intl.formatDisplayName(value, { type: 'language' }) ?? value,
  }))
  return (
    <FormDialog
      title={text(driver === null ? 'drivers.add' : 'drivers.edit')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TextInput label={text('drivers.name')} required maxLength={100} {...field('name')} />
      <TextInput label={text('drivers.email')} type="email" maxLength={254} {...field('email')} />
      <TextInput label={text('drivers.phone')} type="tel" maxLength={40} {...field('phone')} />
      <NativeSelect
        label={text('drivers.language')}
        data={[
          { value: '', label: text('form.leaveOut') },
          ...languages.toSorted((one, other) => one.label.localeCompare(other.label, intl.locale)),
        ]}
        {...field('language')}
      />
      <Textarea label={text('drivers.notes')} autosize minRows={3} maxLength={2000} {...field('notes')} />
    </FormDialog>
  )
}
