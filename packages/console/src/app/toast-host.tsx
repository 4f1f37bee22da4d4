import '@mantine/notifications/styles.css'
import { type MantineThemeOverride, MantineThemeProvider, useDirection } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useText } from './i18n/use-text.ts'

/** Toasts stand where lines end, and each can be closed by a button with a name. */
export function ToastHost() {
  const text = useText()
  const { dir } = useDirection()
  const theme = useMemo<MantineThemeOverride>(
    () => ({
      components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': text('ui.close') } } } },
    }),
    [text],
  )
  return (
    <MantineThemeProvider inherit theme={theme}>
      <Notifications position={dir === 'rtl' ? 'bottom-left' : 'bottom-right'} limit={4} />
    </MantineThemeProvider>
  )
}
