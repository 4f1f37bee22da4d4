import { Button, TextInput } from '@mantine/core'
import type { SignedIn } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import classes from './sign-in.module.css'

interface CodeFormProps {
  readonly onDone: (answer: SignedIn) => void
  readonly onStartAgain: () => void
}

/** The second step of a sign-in: a code of the authenticator app, or a backup code when the app is lost. */
export function CodeForm({ onDone, onStartAgain }: CodeFormProps) {
  const text = useText()
  const [kind, setKind] = useState<'app' | 'backup'>('app')
  const field = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind of code is another field
  useEffect(() => field.current?.focus(), [kind])
  const [code, setCode] = useState('')
  const complete = useMutation({
    mutationFn: () => call('completeSignIn', { body: { code: code.trim(), kind } }),
    onSuccess: onDone,
  })
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        complete.mutate()
      }}
    >
      <TextInput
        key={kind}
        label={text(`signIn.code.${kind}`)}
        description={text(`signIn.code.${kind}.hint`)}
        autoComplete="one-time-code"
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        required
        ref={field}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p role="alert" className={classes['error']}>
        {complete.isError ? errorLine(complete.error, text) : null}
      </p>
      <Button type="submit" size="md" loading={complete.isPending} disabled={code.trim().length < 6}>
        {text('signIn.submit')}
      </Button>
      <div className={classes['others']}>
        <Button
          variant="subtle"
          onClick={() => {
            setKind(kind === 'app' ? 'backup' : 'app')
            setCode('')
          }}
        >
          {text(kind === 'app' ? 'signIn.useBackup' : 'signIn.useApp')}
        </Button>
        <Button variant="subtle" onClick={onStartAgain}>
          {text('signIn.startAgain')}
        </Button>
      </div>
    </form>
  )
}
