import { notificationsStore } from '@mantine/notifications'
import { lazy, Suspense, useSyncExternalStore } from 'react'

/** A toast often says that the server cannot be reached: that it cannot be shown then must not take the screen away. */
const ToastHost = lazy(() => import('./toast-host.tsx').then((host) => ({ default: host.ToastHost }), () => ({ default: Nothing })))

function Nothing() {
  return null
}

/** Shows messages that outlive a screen; what draws them is fetched with the first one. */
export function Toasts() {
  const isWanted = useSyncExternalStore(notificationsStore.subscribe, hasToasts)
  return <Suspense fallback={null}>{isWanted ? <ToastHost /> : null}</Suspense>
}

function hasToasts(): boolean {
  return notificationsStore.getState().notifications.length > 0
}
