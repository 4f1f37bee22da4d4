import { TextInput } from '@mantine/core'
import { type Tariff, TariffInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'

interface NameDialogProps {
  /** Null: a new one. */
  readonly tariff: Tariff | null
  readonly onClose: () => void
  readonly onSaved: (tariff: Tariff) => void
}

/** Adds a tariff, or renames one. */
export function NameDialog({ tariff, onClose, onSaved }: NameDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState(tariff?.name ?? '')
  const body = { name: name.trim() }
  const save = useMutation({
    mutationFn: () =>
      tariff === null
        ? call('createTariff', { body, idempotencyKey: crypto.randomUUID() })
        : call('renameTariff', { params: { id: tariff.id }, body }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: queryKeys.tariffs })
      onClose()
      onSaved(saved)
    },
  })
  return (
    <FormDialog
      title={text(tariff === null ? 'prices.add' : 'prices.rename')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={!TariffInput.safeParse(body).success}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TextInput
        label={text('prices.name')}
        required
        maxLength={100}
        value={name}
        error={serverRefusal(save.error, 'name', text)}
        onChange={(event) => {
          save.reset()
          setName(event.currentTarget.value)
        }}
      />
    </FormDialog>
  )
}
