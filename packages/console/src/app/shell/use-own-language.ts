import { useQueryClient } from '@tanstack/react-query'
import { call } from '../api.ts'
import type { Language } from '../i18n/locale.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { meQuery } from '../me.ts'

/** Chooses the reader's language here and wherever else they sign in. */
export function useOwnLanguage(): (language: Language) => Promise<void> {
  const client = useQueryClient()
  const { choose } = useLanguage()
  return async (language) => {
    client.setQueryData(meQuery.queryKey, (me) => me && { ...me, language })
    await choose(language)
    await call('updateMe', { body: { language } }).catch(() => {
      // It holds on this page; what the server keeps shows with the next load.
    })
  }
}
