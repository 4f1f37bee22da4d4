import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import dialog from '../ui/dialog.module.css'
import { FormDialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { SecretField } from '../ui/secret-field.tsx'
import { Ago, When } from '../ui/when.tsx'
import { apiKeysQuery } from './queries.ts'
import { RevokeButton } from './revoke-button.tsx'
import classes from './settings.module.css'

/** Keys for machines: made here, shown once, revoked here. */
export function ApiKeys() {
  const text = useText()
  const { data } = useSuspenseQuery(apiKeysQuery)
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title={text('settings.apiKeys')}
      aside={
        <Button size="compact-md" leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {text('settings.apiKeys.add')}
        </Button>
      }
    >
      {data.items.length === 0 ? (
        <EmptyState icon={KeyRound} title={text('settings.apiKeys.none')}>
          {text('settings.apiKeys.none.text')}
        </EmptyState>
      ) : null}
      <ul className={classes['keys']}>
        {data.items.map((key) => (
          <li key={key.id}>
            <strong translate="no">{key.name}</strong>
            <span className={classes['dim']}>
              {text('settings.apiKeys.created')} <When at={key.createdAt} />
              {' · '}
              {text('settings.apiKeys.used')}{' '}
              {key.lastUsedAt === null ? text('settings.apiKeys.never') : <Ago at={key.lastUsedAt} />}
            </span>
            <RevokeButton id={key.id} name={key.name} />
          </li>
        ))}
      </ul>
      <AddKey opened={adding} onClose={() => setAdding(false)} />
    </Panel>
  )
}

function AddKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => call('createApiKey', { body: { name: name.trim() } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.apiKeys }),
  })
  const done = () => {
    create.reset()
    setName('')
    onClose()
  }
  if (create.data !== undefined) {
    return (
      <Modal
        opened
        onClose={done}
        title={text('settings.apiKeys.made')}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': text('ui.close') }}
      >
        <div className={dialog['form']}>
          <SecretField label={create.data.name} value={create.data.key} hint={text('settings.apiKeys.once')} />
          <div className={dialog['buttons']}>
            <Button onClick={done}>{text('ui.done')}</Button>
          </div>
        </div>
      </Modal>
    )
  }
  return (
    <FormDialog
      title={text('settings.apiKeys.add')}
      opened={opened}
      onClose={done}
      onSubmit={() => create.mutate()}
      submit={text('settings.apiKeys.create')}
      busy={create.isPending}
      disabled={name.trim() === ''}
      error={create.isError ? errorLine(create.error, text) : undefined}
    >
      <TextInput
        label={text('settings.apiKeys.name')}
        description={text('settings.apiKeys.name.hint')}
        value={name}
        maxLength={100}
        required
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
