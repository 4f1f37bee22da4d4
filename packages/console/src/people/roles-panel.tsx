import { Button } from '@mantine/core'
import type { Role } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import classes from '../settings/settings.module.css'
import { Panel } from '../ui/panel.tsx'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'
import { membersQuery, rolesQuery } from './queries.ts'
import { RoleDialog, type RoleDraft } from './role-dialog.tsx'
import { roleWord } from './role-fields.tsx'
import { RoleMatrix } from './role-matrix.tsx'
import own from './roles.module.css'

/** What roles there are, who has them, and the making of one's own. */
export function RolesPanel() {
  const text = useText()
  const may = useMay()
  const { data } = useSuspenseQuery(rolesQuery)
  const [draft, setDraft] = useState<RoleDraft | null>(null)
  const [deleted, setDeleted] = useState<Role | null>(null)
  const canManage = may('roles.manage')
  return (
    <Panel
      title={text('roles.title')}
      aside={
        canManage ? (
          <Button
            size="compact-md"
            leftSection={<Plus size={16} aria-hidden />}
            onClick={() => setDraft({ id: null, name: '', permissions: [] })}
          >
            {text('roles.new')}
          </Button>
        ) : null
      }
    >
      <ul className={classes['keys']}>
        {data.items.map((role) => (
          <li key={role.id}>
            <RoleLine role={role} />
            {canManage ? <RoleButtons role={role} onDraft={setDraft} onDelete={setDeleted} /> : null}
          </li>
        ))}
      </ul>
      <details className={own['compare']}>
        <summary>{text('roles.compare')}</summary>
        <RoleMatrix roles={data.items} />
      </details>
      {draft === null ? null : <RoleDialog draft={draft} onClose={() => setDraft(null)} />}
      {deleted === null ? null : <DeleteRoleDialog role={deleted} onClose={() => setDeleted(null)} />}
    </Panel>
  )
}

function RoleLine({ role }: { role: Role }) {
  const text = useText()
  const { data: members } = useSuspenseQuery(membersQuery)
  const names = members.items.filter((member) => member.role === role.id).map(({ name }) => name)
  const held = role.uses === 0 ? text('roles.nobody') : text('roles.uses', { count: role.uses })
  return (
    <>
      <strong {...(role.isBuiltIn ? {} : { translate: 'no' })}>{nameOf(text, role)}</strong>
      <span className={classes['dim']}>
        {role.isBuiltIn ? `${text('roles.builtIn')} · ` : null}
        {text('roles.permissionCount', { count: role.permissions.length })}
        {' · '}
        {names.length === 0 ? held : text('roles.holders', { names: names.slice(0, 5).join(', ') })}
        {names.length > 5 ? ' …' : null}
      </span>
    </>
  )
}

interface RoleButtonsProps {
  readonly role: Role
  readonly onDraft: (draft: RoleDraft) => void
  readonly onDelete: (role: Role) => void
}

function RoleButtons({ role, onDraft, onDelete }: RoleButtonsProps) {
  const text = useText()
  const may = useMay()
  const name = nameOf(text, role)
  // Nobody gives, changes or takes away what they do not have.
  const isWithin = role.permissions.every(may)
  const copy = { id: null, name: text('roles.copyName', { name }), permissions: role.permissions.filter(may) }
  return (
    <span className={own['buttons']}>
      <Button
        size="compact-md"
        variant="subtle"
        aria-label={text('roles.duplicateOf', { name })}
        onClick={() => onDraft(copy)}
      >
        {text('roles.duplicate')}
      </Button>
      {role.isBuiltIn || !isWithin ? null : (
        <>
          <Button
            size="compact-md"
            variant="subtle"
            aria-label={text('roles.changeOf', { name })}
            onClick={() => onDraft({ id: role.id, name, permissions: role.permissions })}
          >
            {text('people.change')}
          </Button>
          <Button
            size="compact-md"
            variant="subtle"
            color="red"
            aria-label={text('roles.deleteOf', { name })}
            onClick={() => onDelete(role)}
          >
            {text('roles.delete')}
          </Button>
        </>
      )}
    </span>
  )
}

function nameOf(text: ReturnType<typeof useText>, { id, name }: Role): string {
  return roleWord(text, { role: id, roleName: name })
}
