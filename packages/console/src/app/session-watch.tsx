import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { DoorWords } from './i18n/later-words.tsx'
import { meQuery } from './me.ts'
import { queryClient, signedOut } from './query-client.ts'

const ExpiredDialog = lazy(async () => ({ default: (await import('../sign-in/expired-dialog.tsx')).ExpiredDialog }))

/** When the server says that the session is over: a sign-in over the page, so that nothing typed is lost. */
export function SessionWatch() {
  const client = useQueryClient()
  const router = useRouter()
  const [hasEnded, setEnded] = useState(false)
  useEffect(() => {
    const end = () => setEnded(true)
    signedOut.addEventListener('signedOut', end)
    return () => signedOut.removeEventListener('signedOut', end)
  }, [])
  const goOn = useCallback(() => {
    setEnded(false)
    void queryClient.invalidateQueries()
  }, [])
  const me = client.getQueryData(meQuery.queryKey)
  if (!hasEnded || me === undefined) return null
  const leave = () => {
    setEnded(false)
    void router.navigate({ to: '/sign-in', search: {} }).then(() => client.clear())
  }
  return (
    <Suspense fallback={null}>
      <DoorWords>
        <ExpiredDialog me={me} onBack={goOn} onOther={leave} />
      </DoorWords>
    </Suspense>
  )
}
