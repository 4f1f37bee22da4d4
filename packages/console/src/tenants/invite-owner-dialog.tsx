import { TextInput } from '@mantine/core'
import type { Tenant } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { InvitationLink } from './invitation-link.tsx'

/** For a tenant that nobody has come into yet. */
export function InviteOwnerDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const text = useText()
  const [email, setEmail] = useState('')
  const invite = useMutation({
    mutationFn: () => call('inviteTenantOwner', { params: { slug: tenant.slug }, body: { ownerEmail: email.trim() } }),
  })
  if (invite.data !== undefined) {
    return <InvitationLink name={tenant.name} link={invite.data.invitationLink} onClose={onClose} />
  }
  return (
    <FormDialog
      title={text('tenants.inviteOf', { name: tenant.name })}
      opened
      onClose={onClose}
      onSubmit={() => invite.mutate()}
      submit={text('tenants.invite')}
      busy={invite.isPending}
      disabled={!email.includes('@')}
      error={invite.isError ? errorLine(invite.error, text) : undefined}
    >
      <TextInput
        type="email"
        label={text('tenants.owner')}
        required
        data-autofocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
