import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { PlugAndChargeInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields } from '../ui/form-errors.ts'
import { PemField } from './pem-field.tsx'
import type { PlugAndChargeSettings } from './plug-and-charge.tsx'

const providers = ['none', 'test', 'http'] as const

interface Form {
  readonly provider: PlugAndChargeSettings['provider']
  readonly url: string
  /** '': as it was. */
  readonly token: string
  readonly tlsRoot: string
  /** One in a line. */
  readonly responders: string
}

function inputOf({ provider, url, token, tlsRoot, responders }: Form): z.input<typeof PlugAndChargeInput> {
  const isService = provider === 'http'
  return {
    provider,
    url: isService && url.trim() !== '' ? url.trim() : null,
    ...(isService ? (token === '' ? {} : { token }) : { token: null }),
    tlsRoot: isService && tlsRoot.trim() !== '' ? tlsRoot.trim() : null,
    trustedResponders: responders.split(/\s+/).filter((origin) => origin !== ''),
  }
}

interface PlugAndChargeDialogProps {
  readonly settings: PlugAndChargeSettings
  readonly onClose: () => void
}

/** Chooses the provider of contracts. */
export function PlugAndChargeDialog({ settings, onClose }: PlugAndChargeDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState<Form>({
    provider: settings.provider,
    url: settings.url ?? '',
    token: '',
    tlsRoot: settings.tlsRoot ?? '',
    responders: settings.trustedResponders.join('\n'),
  })
  const save = useMutation({
    mutationFn: () => call('setPlugAndCharge', { body: inputOf(form) }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.plugAndCharge, saved)
      onClose()
    },
  })
  const set = (part: Partial<Form>) => {
    save.reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const refused = refusedFields(PlugAndChargeInput, inputOf(form))
  return (
    <FormDialog
      size="lg"
      title={text('trust.provider')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <NativeSelect
        label={text('trust.provider.kind')}
        description={text(`trust.provider.${form.provider}.hint`)}
        value={form.provider}
        data={providers.map((value) => ({ value, label: text(`trust.provider.${value}`) }))}
        onChange={(event) => set({ provider: providers.find((each) => each === event.currentTarget.value) ?? 'none' })}
      />
      {form.provider === 'http' ? (
        <>
          <TextInput
            label={text('trust.url')}
            required
            value={form.url}
            placeholder="https://pnc.example/contracts"
            error={form.url !== '' && refused.has('url') ? text('form.invalid') : null}
            onChange={(event) => set({ url: event.currentTarget.value })}
          />
          <TextInput
            type="password"
            label={text('trust.token')}
            description={settings.hasToken ? text('trust.passwordKept') : undefined}
            value={form.token}
            autoComplete="new-password"
            onChange={(event) => set({ token: event.currentTarget.value })}
          />
          <PemField
            label={text('trust.field.tlsRoot')}
            description={text('trust.tlsRoot.hint')}
            value={form.tlsRoot}
            error={refused.has('tlsRoot') ? text('form.invalid') : null}
            onChange={(tlsRoot) => set({ tlsRoot })}
          />
        </>
      ) : null}
      <Textarea
        label={text('trust.responders')}
        description={text('trust.responders.hint')}
        rows={3}
        spellCheck={false}
        value={form.responders}
        placeholder="http://ocsp.internal"
        error={refused.has('trustedResponders') ? text('form.invalid') : null}
        onChange={(event) => set({ responders: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
