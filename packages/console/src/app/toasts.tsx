import { notificationsStore } from '@mantine/notifications'
import { lazy, Suspense, useSyncExternalStore } from 'react'

const ToastHost = lazy(async () => ({ default: (await import('./toast-host.tsx')).ToastHost }))

/** Shows messages that outlive a screen; what draws them is fetched with the first one. */
export function Toasts() {
  const isWanted = useSyncExternalStore(notificationsStore.subscribe, hasToasts)
  return <Suspense fallback={null}>{isWanted ? <ToastHost /> : null}</Suspense>
}

function hasToasts(): boolean {
  return notificationsStore.getState().notifications.length > 0
}
