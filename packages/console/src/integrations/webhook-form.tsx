import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import type { ChosenEventType, Webhook } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { meQuery } from '../app/me.ts'
import { queryKeys } from '../app/query-keys.ts'
import dialog from '../ui/dialog.module.css'
import { FormDialog } from '../ui/dialog.tsx'
import { SecretField } from '../ui/secret-field.tsx'
import classes from './integrations.module.css'
import { eventTypes } from './queries.ts'

interface Draft {
  readonly name: string
  readonly url: string
  readonly types: readonly ChosenEventType[]
}

const EMPTY: Draft = { name: '', url: 'https://', types: [] }

/** Asks for a new webhook, and shows its secret once. */
export function NewWebhook({ onClose }: { onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const create = useMutation({
    mutationFn: ({ name, url, types }: Draft) =>
      // It reaches as far as its maker.
      call('createWebhook', { body: { name: name.trim(), url: url.trim(), types: [...types], scope: me.scope } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks }),
  })
  if (create.data !== undefined) {
    return <IssuedSecret title={text('webhooks.made')} {...create.data} onClose={onClose} />
  }
  return (
    <WebhookForm
      title={text('webhooks.add')}
      submit={text('webhooks.create')}
      first={EMPTY}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={create.mutate}
      onClose={onClose}
    />
  )
}

export function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const { id } = webhook
  const change = useMutation({
    mutationFn: ({ name, url, types }: Draft) =>
      call('updateWebhook', { params: { id }, body: { name: name.trim(), url: url.trim(), types: [...types] } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.webhooks })
      onClose()
    },
  })
  return (
    <WebhookForm
      title={text('webhooks.edit')}
      submit={text('ui.save')}
      first={webhook}
      isBusy={change.isPending}
      error={change.error}
      onSubmit={change.mutate}
      onClose={onClose}
    />
  )
}

interface WebhookFormProps {
  readonly title: string
  readonly submit: string
  readonly first: Draft
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onSubmit: (draft: Draft) => void
  readonly onClose: () => void
}

function WebhookForm({ title, submit, first, isBusy, error, onSubmit, onClose }: WebhookFormProps) {
  const text = useText()
  const [draft, setDraft] = useState<Draft>(first)
  const urlRefusal = refusalOf(error, 'url')
  const toggle = (type: ChosenEventType, isOn: boolean) =>
    setDraft({ ...draft, types: eventTypes.filter((one) => (one === type ? isOn : draft.types.includes(one))) })
  return (
    <FormDialog
      title={title}
      opened
      onClose={onClose}
      onSubmit={() => onSubmit(draft)}
      submit={submit}
      busy={isBusy}
      disabled={draft.name.trim() === '' || draft.types.length === 0 || !URL.canParse(draft.url.trim())}
      error={error === null || urlRefusal !== null ? undefined : errorLine(error, text)}
    >
      <TextInput
        label={text('webhooks.name')}
        value={draft.name}
        maxLength={100}
        required
        data-autofocus
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        type="url"
        label={text('webhooks.url')}
        description={text('webhooks.url.hint')}
        value={draft.url}
        maxLength={2000}
        required
        error={urlRefusal}
        onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
      />
      <fieldset className={classes['types']}>
        <legend>{text('webhooks.types')}</legend>
        {eventTypes.map((type) => (
          <Checkbox
            key={type}
            label={text(`event.${type}`)}
            checked={draft.types.includes(type)}
            onChange={(event) => toggle(type, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
    </FormDialog>
  )
}

/** What the server said against one field. */
function refusalOf(error: unknown, field: string): string | null {
  if (!(error instanceof ApiError)) return null
  return error.problem.errors?.find((refused) => refused.field === field)?.rule ?? null
}

interface IssuedSecretProps {
  readonly title: string
  readonly name: string
  readonly secret: string
  readonly onClose: () => void
}

export function IssuedSecret({ title, name, secret, onClose }: IssuedSecretProps) {
  const text = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <div className={dialog['form']}>
        <SecretField label={name} value={secret} hint={text('webhooks.secret.once')} />
        <div className={dialog['buttons']}>
          <Button onClick={onClose}>{text('ui.done')}</Button>
        </div>
      </div>
    </Modal>
  )
}
