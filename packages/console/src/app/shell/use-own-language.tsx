import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../api.ts'
import { errorLine } from '../errors.ts'
import type { Language } from '../i18n/locale.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { useText } from '../i18n/use-text.ts'
import { meQuery } from '../me.ts'

/** Chooses the reader's language here and wherever else they sign in. */
export function useOwnLanguage(): (language: Language) => Promise<void> {
  const client = useQueryClient()
  const { choose } = useLanguage()
  return async (language) => {
    client.setQueryData(meQuery.queryKey, (me) => me && { ...me, language })
    await choose(language)
    await call('updateMe', { body: { language } }).catch((error: unknown) =>
      notifications.show({ id: 'language', color: 'red', message: <NotKept error={error} /> }),
    )
  }
}

/** In the language that was just chosen: it holds on the page. */
function NotKept({ error }: { error: unknown }) {
  const text = useText()
  return text('language.notKept', { reason: errorLine(error, text) })
}
