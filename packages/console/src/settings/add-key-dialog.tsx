import { Button, Modal, TextInput } from '@mantine/core'
import type { GrantedPermission } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { instantOf } from '../app/i18n/local-time.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { PermissionChecks } from '../people/permission-checks.tsx'
import { type RoleChoice, RoleField, SitesField } from '../people/role-fields.tsx'
import dialog from '../ui/dialog.module.css'
import { FormDialog } from '../ui/dialog.tsx'
import { SecretField } from '../ui/secret-field.tsx'
import { Segments } from '../ui/segments.tsx'

const kinds = ['role', 'own'] as const

/** Makes an API key: with a role, or with permissions of its own. The key is shown once. */
export function AddKeyDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  // Without roles to choose from, permissions it is.
  const canReadRoles = useMay()('people.read')
  const [name, setName] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>(canReadRoles ? 'role' : 'own')
  const [choice, setChoice] = useState<RoleChoice>({ role: 'readOnly', scope: 'everything' })
  const [permissions, setPermissions] = useState<readonly GrantedPermission[]>([])
  const [lastDay, setLastDay] = useState('')
  const expiresAt = lastDay === '' ? null : endOf(lastDay)
  const isPast = expiresAt !== null && Date.parse(expiresAt) <= Date.now()
  const holds = kind === 'role' ? { role: choice.role } : { permissions: [...permissions] }
  const create = useMutation({
    mutationFn: () => call('createApiKey', { body: { name: name.trim(), ...holds, scope: choice.scope, expiresAt } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  })
  if (create.data !== undefined) return <MadeKey name={create.data.name} secret={create.data.key} onClose={onClose} />
  return (
    <FormDialog
      title={text('settings.apiKeys.add')}
      size="lg"
      opened
      onClose={onClose}
      onSubmit={() => create.mutate()}
      submit={text('settings.apiKeys.create')}
      busy={create.isPending}
      disabled={name.trim() === '' || isPast || (kind === 'own' && permissions.length === 0)}
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
      {canReadRoles ? (
        <Segments
          label={text('keys.holds')}
          value={kind}
          data={kinds.map((value) => ({ value, label: text(`keys.holds.${value}`) }))}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? 'role')}
        />
      ) : null}
      {canReadRoles && kind === 'role' ? (
        <RoleField value={choice.role} onChange={(role) => setChoice({ ...choice, role })} />
      ) : (
        <PermissionChecks value={permissions} onChange={setPermissions} />
      )}
      <SitesField value={choice.scope} onChange={(scope) => setChoice({ ...choice, scope })} />
      <TextInput
        type="date"
        label={text('keys.expires')}
        description={text('keys.expires.hint')}
        value={lastDay}
        error={isPast ? text('keys.expires.past') : null}
        onChange={(event) => setLastDay(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** The end of a day where the reader is. */
function endOf(day: string): string | null {
  const endMs = instantOf(`${day}T23:59`)
  return Number.isNaN(endMs) ? null : new Date(endMs + 59_000).toISOString()
}

function MadeKey({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const text = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('settings.apiKeys.made')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <div className={dialog['form']}>
        <SecretField label={name} value={secret} hint={text('settings.apiKeys.once')} />
        <div className={dialog['buttons']}>
          <Button onClick={onClose}>{text('ui.done')}</Button>
        </div>
      </div>
    </Modal>
  )
}
