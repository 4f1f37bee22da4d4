import { TextInput } from '@mantine/core'
import { TenantInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import { InvitationLink } from './invitation-link.tsx'
import { slugOf } from './slug.ts'

/** Makes a tenant and invites its first owner. The address follows the name until somebody types one. */
export function NewTenantDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState({ name: '', slug: '', ownerEmail: '' })
  const [isSlugOwn, setSlugOwn] = useState(false)
  const body = { name: form.name.trim(), slug: form.slug, ownerEmail: form.ownerEmail.trim() }
  const make = useMutation({
    mutationFn: () => call('createTenant', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.tenants }),
  })
  if (make.data !== undefined) {
    return <InvitationLink name={make.data.name} link={make.data.invitationLink} onClose={onClose} />
  }
  const refused = refusedFields(TenantInput, body)
  const set = (part: Partial<typeof form>) => {
    make.reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const wrong = (field: keyof typeof form, words: string) =>
    form[field] !== '' && refused.has(field) ? words : serverRefusal(make.error, field, text)
  return (
    <FormDialog
      title={text('tenants.add')}
      opened
      onClose={onClose}
      onSubmit={() => make.mutate()}
      submit={text('tenants.add.submit')}
      busy={make.isPending}
      disabled={refused.size > 0}
      error={make.isError ? errorLine(make.error, text) : undefined}
    >
      <TextInput
        label={text('tenants.name')}
        required
        maxLength={100}
        data-autofocus
        value={form.name}
        error={wrong('name', text('tenants.name.missing'))}
        onChange={({ currentTarget: { value } }) =>
          set(isSlugOwn ? { name: value } : { name: value, slug: slugOf(value) })
        }
      />
      <TextInput
        label={text('tenants.slug')}
        description={text('tenants.slug.hint', { slug: form.slug === '' ? '…' : form.slug })}
        required
        maxLength={40}
        spellCheck={false}
        value={form.slug}
        error={wrong('slug', text('tenants.slug.wrong'))}
        onChange={({ currentTarget: { value } }) => {
          setSlugOwn(true)
          set({ slug: value })
        }}
      />
      <TextInput
        type="email"
        label={text('tenants.owner')}
        required
        value={form.ownerEmail}
        error={wrong('ownerEmail', text('tenants.owner.wrong'))}
        onChange={({ currentTarget: { value } }) => set({ ownerEmail: value })}
      />
    </FormDialog>
  )
}
