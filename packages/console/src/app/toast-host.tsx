import '@mantine/notifications/styles.css'
import { useDirection } from '@mantine/core'
import { Notifications } from '@mantine/notifications'

/** Toasts stand where lines end. */
export function ToastHost() {
  const { dir } = useDirection()
  return <Notifications position={dir === 'rtl' ? 'bottom-left' : 'bottom-right'} limit={4} />
}
