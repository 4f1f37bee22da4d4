import { Button, NativeSelect, NumberInput, PasswordInput, Switch, TagsInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import '@mantine/core/styles/Combobox.css'
import '@mantine/core/styles/Pill.css'
import '@mantine/core/styles/PillsInput.css'
import '@mantine/core/styles/PasswordInput.css'
import type { SingleSignOn } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useRoleChoices } from '../people/role-fields.tsx'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'
import { CopyField } from '../ui/secret-field.tsx'
import { formOf, inputOf, keepsSecret, providerOf, refusedSignOn, type SignOnForm } from './single-sign-on-form.ts'

/** Sets the tenant's identity provider, after a test if wanted. */
export function SingleSignOnDialog({ signOn, onClose }: { signOn: SingleSignOn; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState(() => formOf(signOn))
  const roles = useRoleChoices()
  const change = (part: Partial<SignOnForm>) => setForm((known) => ({ ...known, ...part }))
  const refused = refusedSignOn(form, signOn)
  const save = useMutation({
    mutationFn: () => call('setSingleSignOn', { body: inputOf(form, signOn) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.singleSignOn })
      onClose()
    },
  })
  const wrongIssuer = form.issuer !== '' && refused.has('issuer')
  const issuerError = wrongIssuer ? text('signOn.issuer.wrong') : serverRefusal(save.error, 'issuer', text)
  return (
    <FormDialog
      title={text('signOn.title')}
      size="lg"
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <CopyField label={text('signOn.redirect')} value={signOn.redirectUri} />
      <TextInput
        label={text('signOn.name')}
        description={text('signOn.name.hint')}
        required
        maxLength={60}
        data-autofocus
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={text('signOn.issuer')}
        description={text('signOn.issuer.hint')}
        required
        inputMode="url"
        value={form.issuer}
        error={issuerError}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
      />
      <TextInput
        label={text('signOn.clientId')}
        required
        value={form.clientId}
        onChange={(event) => change({ clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label={text('signOn.secret')}
        description={secretHint()}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': text('ui.showWhat', { what: text('signOn.secret') }) }}
        value={form.clientSecret}
        onChange={(event) => change({ clientSecret: event.currentTarget.value })}
      />
      <ProviderTest form={form} signOn={signOn} disabled={refused.has('issuer') || refused.has('clientId')} />
      <TagsInput
        label={text('signOn.domains')}
        description={text('signOn.domains.hint')}
        required
        value={[...form.domains]}
        error={form.domains.length > 0 && refused.has('domains') ? text('signOn.domains.wrong') : null}
        onChange={(domains) => change({ domains })}
      />
      <NativeSelect
        label={text('signOn.newcomers')}
        description={text('signOn.newcomers.hint')}
        value={form.role}
        data={[{ value: '', label: text('signOn.newcomers.none') }, ...roles]}
        onChange={(event) => change({ role: event.currentTarget.value })}
      />
      <NumberInput
        label={text('signOn.hours')}
        description={text('signOn.hours.hint')}
        required
        allowDecimal={false}
        min={1}
        max={720}
        value={form.sessionHours}
        onChange={(hours) => change({ sessionHours: Number(hours) })}
      />
      <Switch
        label={text('signOn.allowsPassword')}
        description={text('signOn.allowsPassword.hint')}
        checked={form.allowsPassword}
        onChange={(event) => change({ allowsPassword: event.currentTarget.checked })}
      />
    </FormDialog>
  )

  function secretHint(): string | null {
    if (signOn.settings?.hasSecret !== true) return null
    return text(keepsSecret(form, signOn) ? 'signOn.secret.kept' : 'signOn.secret.again')
  }
}

interface ProviderTestProps {
  readonly form: SignOnForm
  readonly signOn: SingleSignOn
  readonly disabled: boolean
}

/** Asks the provider as it is typed, and says in a sentence what is wrong. */
function ProviderTest({ form, signOn, disabled }: ProviderTestProps) {
  const text = useText()
  const test = useMutation({ mutationFn: () => call('testSingleSignOn', { body: providerOf(form, signOn) }) })
  const found = test.data
  const said = found === undefined ? null : text(`signOn.finding.${found.finding}`)
  return (
    <div>
      <Button variant="default" loading={test.isPending} disabled={disabled} onClick={() => test.mutate()}>
        {text('signOn.test')}
      </Button>
      <p role="status" style={{ marginBlock: 4 }}>
        {said}
        {found?.detail == null ? null : <span translate="no"> ({found.detail})</span>}
      </p>
      <p role="alert" style={{ margin: 0, color: 'var(--sm-faulted)' }}>
        {test.isError ? errorLine(test.error, text) : null}
      </p>
    </div>
  )
}
