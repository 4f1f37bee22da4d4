import { Anchor, Button, Modal } from '@mantine/core'
import '@mantine/core/styles/Anchor.css'
import type { Me } from '@stationmaster/server/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { signOnChoicesQuery } from './queries.ts'
import classes from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'

interface ExpiredDialogProps {
  /** Whose session has ended. */
  readonly me: Me
  readonly onBack: () => void
  /** Somebody else wants to come in: nothing of what is shown is for them. */
  readonly onOther: () => void
}

/** Signs the same person in again over the page, which keeps whatever was typed into it. */
export function ExpiredDialog({ me, onBack, onOther }: ExpiredDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const email = me.email ?? ''
  const { data } = useQuery(signOnChoicesQuery({ email, tenant: undefined }))
  useEffect(() => {
    // Signed in again in another tab, perhaps.
    const look = async () => {
      const now = await call('getMe', {}).catch(() => undefined)
      if (now?.email !== me.email) return
      client.setQueryData(queryKeys.me, now)
      onBack()
    }
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [client, me.email, onBack])
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={text('expired.title')}
      // Over every dialog that may be open.
      zIndex={500}
      overlayProps={{ blur: 6 }}
    >
      <p className={classes['lead']}>{text('expired.text')}</p>
      <SignInForm
        email={email}
        onSignedIn={(answer) => {
          if (answer === undefined) return
          client.setQueryData(queryKeys.me, answer.me)
          onBack()
        }}
      />
      {data?.items.map(({ tenant, name }) => (
        <p key={tenant} className={classes['lead']}>
          <Anchor href={`/sign-in?tenant=${tenant}`} target="_blank">
            {text('expired.newTab', { name })}
          </Anchor>{' '}
          {text('expired.newTab.text')}
        </p>
      ))}
      <Button variant="subtle" onClick={onOther}>
        {text('expired.other')}
      </Button>
    </Modal>
  )
}
