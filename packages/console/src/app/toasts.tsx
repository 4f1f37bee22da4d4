import { notificationsStore } from '@mantine/notifications'
import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react'

const ToastHost = lazy(loadHost)

/** A toast often says that the server cannot be reached: that it cannot be drawn then must not take the screen away. */
async function loadHost(): Promise<{ default: ComponentType }> {
  try {
    return { default: (await import('./toast-host.tsx')).ToastHost }
  } catch {
    return { default: () => null }
  }
}

/** Shows messages that outlive a screen; what draws them is fetched with the first one. */
export function Toasts() {
  const isWanted = useSyncExternalStore(notificationsStore.subscribe, hasToasts)
  return <Suspense fallback={null}>{isWanted ? <ToastHost /> : null}</Suspense>
}

function hasToasts(): boolean {
  return notificationsStore.getState().notifications.length > 0
}
