import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import type { Messages } from './i18n/catalogue.ts'
import type { Locale } from './i18n/locale.ts'
import { LanguageProvider } from './i18n/provider.tsx'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import { styleNonce } from './theme/style-nonce.ts'
import { colorSchemeManager, cssVariablesResolver, theme } from './theme/theme.ts'
import { Toasts } from './toasts.tsx'

export function App({ locale, messages }: { locale: Locale; messages: Messages }) {
  return (
    <StrictMode>
      <LanguageProvider initial={{ locale, messages }}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          colorSchemeManager={colorSchemeManager}
          cssVariablesResolver={cssVariablesResolver}
          getStyleNonce={styleNonce}
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
