import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect } from 'react'
import type { Messages } from './i18n/catalogue.ts'
import type { Locale } from './i18n/locale.ts'
import { LanguageProvider } from './i18n/provider.tsx'
import { queryClient, signedOut } from './query-client.ts'
import { router } from './router.tsx'
import { colorSchemeManager, cssVariablesResolver, theme } from './theme/theme.ts'
import { Toasts } from './toasts.tsx'

export function App({ locale, messages }: { locale: Locale; messages: Messages }) {
  useEffect(() => {
    const leave = () => {
      const { pathname, href } = router.state.location
      if (pathname === '/sign-in' || pathname === '/setup') return
      queryClient.clear()
      void router.navigate({ to: '/sign-in', search: { next: href } })
    }
    signedOut.addEventListener('signedOut', leave)
    return () => signedOut.removeEventListener('signedOut', leave)
  }, [])
  return (
    <StrictMode>
      <LanguageProvider initial={{ locale, messages }}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          colorSchemeManager={colorSchemeManager}
          cssVariablesResolver={cssVariablesResolver}
        >
          <QueryClientProvider client={queryClient}>
            <Toasts />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </LanguageProvider>
    </StrictMode>
  )
}
