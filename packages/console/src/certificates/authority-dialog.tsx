import { TextInput } from '@mantine/core'
import { AuthorityInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import { Segments } from '../ui/segments.tsx'
import type { Authority } from './authorities.tsx'
import { type AuthorityForm, authorityForm, authorityInput } from './authority-form.ts'
import classes from './certificates.module.css'
import { PemField } from './pem-field.tsx'

interface AuthorityDialogProps {
  readonly authority: Authority
  readonly onClose: () => void
}

/** Chooses who signs, and by which rules. A service is tried before it is taken. */
export function AuthorityDialog({ authority, onClose }: AuthorityDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const { name } = authority
  const [form, setForm] = useState(() => authorityForm(authority))
  const save = useMutation({
    mutationFn: () => call('setCertificateAuthority', { params: { name }, body: authorityInput(form) }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.authority(name), saved)
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.roots })
    },
  })
  const set = (part: Partial<AuthorityForm>) => {
    save.reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const refused = refusedFields(AuthorityInput, authorityInput(form))
  const field = (of: Exclude<keyof AuthorityForm, 'kind' | 'tlsRoot'>) => ({
    label: text(`trust.field.${of}`),
    value: form[of],
    autoComplete: 'off',
    error: form[of] !== '' && refused.has(of) ? text('form.invalid') : serverRefusal(save.error, of, text),
    onChange: (event: { currentTarget: { value: string } }) => set({ [of]: event.currentTarget.value }),
  })
  return (
    <FormDialog
      size="lg"
      title={text(`trust.authorityOf.${name}`)}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <Segments
        label={text('trust.kind')}
        value={form.kind}
        onChange={(value) => set({ kind: value === 'est' ? 'est' : 'local' })}
        data={[
          { value: 'local', label: text('trust.kind.local') },
          { value: 'est', label: text('trust.kind.est') },
        ]}
      />
      <p className={classes['dim']} style={{ margin: 0 }}>
        {text(`trust.kind.${form.kind}.hint`)}
      </p>
      {form.kind === 'est' ? (
        <>
          <TextInput {...field('url')} required placeholder="https://ca.example/.well-known/est" />
          <div className={classes['pair']}>
            <TextInput {...field('username')} />
            <TextInput
              {...field('password')}
              type="password"
              autoComplete="new-password"
              description={authority.hasPassword ? text('trust.passwordKept') : undefined}
            />
          </div>
          <PemField
            label={text('trust.field.tlsRoot')}
            description={text('trust.tlsRoot.hint')}
            value={form.tlsRoot}
            error={serverRefusal(save.error, 'tlsRoot', text)}
            onChange={(tlsRoot) => set({ tlsRoot })}
          />
        </>
      ) : null}
      <TextInput {...field('organization')} description={text('trust.organization.hint')} maxLength={64} />
      <div className={classes['pair']}>
        {form.kind === 'local' ? <TextInput {...field('validityDays')} inputMode="numeric" /> : null}
        <TextInput {...field('renewBeforeDays')} inputMode="numeric" />
        <TextInput {...field('overlapS')} inputMode="numeric" />
      </div>
    </FormDialog>
  )
}
