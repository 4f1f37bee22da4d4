import { Button } from '@mantine/core'
import type { Tenant } from '@stationmaster/server/contract'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { InviteOwnerDialog } from './invite-owner-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import classes from './tenants.module.css'

const actionsOf = ({ isFirst, suspendedAt, people }: Tenant) =>
  [
    ...(isFirst ? [] : (['visit'] as const)),
    'rename',
    ...(people === 0 ? (['invite'] as const) : []),
    ...(isFirst ? [] : ([suspendedAt === null ? 'suspend' : 'resume'] as const)),
  ] as const

type Action = ReturnType<typeof actionsOf>[number]

/** A tenant, and what a platform owner can do with it. */
export function TenantRow({ tenant }: { tenant: Tenant }) {
  const text = useText()
  const [doing, setDoing] = useState<Action | null>(null)
  const { name, slug, isFirst, stations, people, suspendedReason } = tenant
  return (
    <li className={classes['row']}>
      <span className={classes['name']}>
        <strong translate="no">{name}</strong>
        <span className={classes['dim']}>
          <span translate="no">{slug}</span>
          {isFirst ? ` · ${text('tenants.first')}` : null}
          {` · ${text('tenants.stations', { count: stations })} · ${text('tenants.people', { count: people })}`}
        </span>
        {suspendedReason === null ? null : (
          <span className={classes['warning']} translate="no">
            {text('tenants.suspended.why', { reason: suspendedReason })}
          </span>
        )}
      </span>
      <span className={classes['actions']}>
        {actionsOf(tenant).map((action) => (
          <Button
            key={action}
            size="compact-md"
            variant="subtle"
            {...(action === 'suspend' ? { color: 'red' } : {})}
            aria-label={text(`tenants.${action}Of`, { name })}
            onClick={() => setDoing(action)}
          >
            {text(`tenants.${action}`)}
          </Button>
        ))}
      </span>
      {doing === null ? null : <ActionDialog tenant={tenant} action={doing} onClose={() => setDoing(null)} />}
    </li>
  )
}

interface ActionDialogProps {
  readonly tenant: Tenant
  readonly action: Action
  readonly onClose: () => void
}

function ActionDialog({ tenant, action, onClose }: ActionDialogProps) {
  if (action === 'rename') return <RenameDialog tenant={tenant} onClose={onClose} />
  if (action === 'invite') return <InviteOwnerDialog tenant={tenant} onClose={onClose} />
  return <ReasonDialog tenant={tenant} action={action} onClose={onClose} />
}
