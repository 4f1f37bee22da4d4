import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import classes from '../settings/settings.module.css'
import { canUsePasskeys, makePasskey } from '../sign-in/passkeys.ts'
import { Panel } from '../ui/panel.tsx'
import { AppDialog } from './app-dialog.tsx'
import { Browsers } from './browsers.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { securityQuery } from './queries.ts'

/** How the reader signs in, and where they are signed in. */
export function SecurityPanel() {
  const text = useText()
  const { data } = useSuspenseQuery(securityQuery)
  const [dialog, setDialog] = useState<'password' | 'app' | null>(null)
  const close = () => setDialog(null)
  return (
    <Panel
      title={text('mySecurity.title')}
      aside={
        data.isSignedOn ? null : (
          <Button size="compact-md" variant="default" onClick={() => setDialog('password')}>
            {text('mySecurity.password')}
          </Button>
        )
      }
    >
      {data.isSignedOn ? (
        <p className={classes['dim']}>{text('mySecurity.signedOn')}</p>
      ) : (
        <OwnFactors onApp={() => setDialog('app')} />
      )}
      <Browsers />
      {dialog === 'password' ? <PasswordDialog onClose={close} /> : null}
      {dialog === 'app' ? <AppDialog isSetUp={data.hasApp} onClose={close} /> : null}
    </Panel>
  )
}

/** The second factors of an account of one's own. */
function OwnFactors({ onApp }: { onApp: () => void }) {
  const text = useText()
  const { data } = useSuspenseQuery(securityQuery)
  return (
    <>
      <ul className={classes['keys']}>
        <li>
          <strong>{text('mySecurity.app')}</strong>
          <span className={classes['dim']}>
            {data.hasApp ? text('mySecurity.app.on', { count: data.backupCodesLeft }) : text('mySecurity.app.off')}
          </span>
          <Button size="compact-md" variant="subtle" onClick={onApp}>
            {text(data.hasApp ? 'mySecurity.app.remove' : 'mySecurity.app.add')}
          </Button>
        </li>
      </ul>
      <Passkeys />
    </>
  )
}

function Passkeys() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(securityQuery)
  const onSuccess = () => client.invalidateQueries({ queryKey: queryKeys.mySecurity })
  const remove = useMutation({
    mutationFn: (id: string) => call('removePasskey', { params: { id } }),
    onSuccess,
  })
  const add = useMutation({
    mutationFn: async () => {
      const response = await makePasskey(await call('startPasskey', {}))
      return call('addPasskey', { body: { name: `Passkey ${data.passkeys.length + 1}`, response } })
    },
    onSuccess,
  })
  const failed = [add, remove].find(({ isError }) => isError)
  return (
    <>
      <h3 className={classes['label']}>{text('mySecurity.passkeys')}</h3>
      {data.passkeys.length === 0 ? <p className={classes['dim']}>{text('mySecurity.passkeys.none')}</p> : null}
      <ul className={classes['keys']}>
        {data.passkeys.map(({ id, name }) => (
          <li key={id}>
            <strong translate="no">{name}</strong>
            <Button size="compact-md" variant="subtle" color="red" onClick={() => remove.mutate(id)}>
              {text('mySecurity.passkeys.removeOf', { name })}
            </Button>
          </li>
        ))}
      </ul>
      {canUsePasskeys() ? (
        <Button size="compact-md" variant="default" loading={add.isPending} onClick={() => add.mutate()}>
          {text('mySecurity.passkeys.add')}
        </Button>
      ) : (
        <p className={classes['dim']}>{text('mySecurity.passkeys.cannot')}</p>
      )}
      <p role="alert">{failed === undefined ? null : errorLine(failed.error, text)}</p>
    </>
  )
}
