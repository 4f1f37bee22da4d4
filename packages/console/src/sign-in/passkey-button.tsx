import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { ApiError, call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { canUsePasskeys, readPasskey } from './passkeys.ts'
import classes from './sign-in.module.css'
import { useEnter } from './use-enter.ts'

/** Signs in with a passkey; absent where the browser has none. */
export function PasskeyButton({ next }: { next: string | undefined }) {
  const text = useText()
  const enter = useEnter(next)
  const signIn = useMutation({
    mutationFn: async () => {
      const options = await call('startPasskeySignIn', {})
      return call('signInWithPasskey', { body: { response: await readPasskey(options) } })
    },
    onSuccess: enter,
  })
  if (!canUsePasskeys()) return null
  return (
    <>
      <Button
        variant="default"
        size="md"
        leftSection={<Fingerprint size={18} aria-hidden />}
        loading={signIn.isPending}
        onClick={() => signIn.mutate()}
      >
        {text('signIn.passkey')}
      </Button>
      <p role="alert" className={classes['error']}>
        {signIn.isError
          ? signIn.error instanceof ApiError
            ? errorLine(signIn.error, text)
            : text('signIn.passkey.failed')
          : null}
      </p>
    </>
  )
}
