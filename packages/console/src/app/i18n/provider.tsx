import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { IntlProvider } from 'react-intl'
import { loadMessages, type Messages } from './catalogue.ts'
import { formattingLocale, type Locale, rememberLocale } from './locale.ts'

interface Speech {
  readonly locale: Locale
  readonly messages: Messages
}
interface LanguageChoice {
  readonly locale: Locale
  choose(locale: Locale): Promise<void>
}

const LanguageContext = createContext<LanguageChoice | null>(null)

/** Language of the page and the means to change it without a reload. */
export function LanguageProvider({ initial, children }: { initial: Speech; children: ReactNode }) {
  const [speech, setSpeech] = useState(initial)
  const choice = useMemo<LanguageChoice>(
    () => ({
      locale: speech.locale,
      choose: async (locale) => {
        const messages = await loadMessages(locale)
        rememberLocale(locale)
        document.documentElement.lang = locale
        setSpeech({ locale, messages })
      },
    }),
    [speech.locale],
  )
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={formattingLocale(speech.locale)} messages={speech.messages}>
        {children}
      </IntlProvider>
    </LanguageContext>
  )
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext)
  if (choice === null) throw new Error('useLanguage is used outside LanguageProvider')
  return choice
}
