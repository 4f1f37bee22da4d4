import { type ReactNode, use, useMemo } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import { type DoorMessages, loadDoorMessages, loadMoreMessages, type MoreMessages } from './catalogue.ts'
import type { Locale } from './locale.ts'
import { useLanguage } from './provider.tsx'

type LaterMessages = MoreMessages | DoorMessages

/** Screens with words that the first screens do without. */
export const MoreWords = laterWords(loadMoreMessages)
/** The pages before the sign-in, and the sign-in over a page. */
export const DoorWords = laterWords(loadDoorMessages)

/** Adds words that are fetched when a screen with them is first shown, which waits for them (Suspense). */
function laterWords(load: (locale: Locale) => Promise<LaterMessages>) {
  /** One promise per language: React asks again until it is kept. */
  const asked = new Map<Locale, Promise<LaterMessages>>()

  function wordsIn(locale: Locale): Promise<LaterMessages> {
    const known = asked.get(locale)
    if (known !== undefined) return known
    const promise = load(locale)
    asked.set(locale, promise)
    // A failed fetch is tried again by the next screen.
    promise.catch(() => asked.delete(locale))
    return promise
  }

  return function LaterWords({ children }: { children: ReactNode }) {
    const { locale } = useLanguage()
    const intl = useIntl()
    const later = use(wordsIn(locale))
    const messages = useMemo(() => ({ ...intl.messages, ...later }), [intl.messages, later])
    return (
      <IntlProvider
        locale={intl.locale}
        messages={messages}
        {...(intl.timeZone === undefined ? null : { timeZone: intl.timeZone })}
      >
        {children}
      </IntlProvider>
    )
  }
}
