import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { serverRefusal } from '../ui/form-errors.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './connect.module.css'
import { type ConnectValues, IdentityFields, isIdentity, SecurityFields } from './connect-fields.tsx'
import { HowTo } from './how-to.tsx'
import type { Registered } from './registered.ts'

interface ConnectFormProps {
  /** What it calls itself, where that is known; else ''. */
  readonly identity: string
  readonly onRegistered: (registered: Registered) => void
}

/** Makes a station known, so that it may call. */
export function ConnectForm({ identity, onRegistered }: ConnectFormProps) {
  const text = useText()
  const [form, setForm] = useState<ConnectValues>({
    id: identity,
    name: '',
    siteId: '',
    version: '1.6',
    securityProfile: 1,
  })
  const register = useRegister(onRegistered)
  const set = (part: Partial<ConnectValues>) => {
    register.reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const valid = isIdentity(form.id)
  return (
    <div className={classes['columns']}>
      <Panel title={text('connect.step.register')}>
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (valid) register.mutate(form)
          }}
        >
          <IdentityFields form={form} set={set} refusal={serverRefusal(register.error, 'id', text)} />
          <SecurityFields form={form} set={set} />
          <p role="alert" className={classes['error']}>
            {register.isError ? errorLine(register.error, text) : null}
          </p>
          <div>
            <Button type="submit" loading={register.isPending} disabled={!valid}>
              {text('connect.register')}
            </Button>
          </div>
        </form>
      </Panel>
      <HowTo version={form.version} />
    </div>
  )
}

function useRegister(onRegistered: (registered: Registered) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, name, siteId, securityProfile }: ConnectValues) =>
      call('createStation', {
        body: {
          id: id.trim(),
          securityProfile,
          ...(name.trim() === '' ? {} : { name: name.trim() }),
          ...(siteId === '' ? {} : { siteId }),
        },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (credentials, { version }) => {
      void client.invalidateQueries({ queryKey: queryKeys.stationLists })
      onRegistered({ credentials, version })
    },
  })
}
