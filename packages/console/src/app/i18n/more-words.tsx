import { type ReactNode, use, useMemo } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import { loadMoreMessages, type MoreMessages } from './catalogue.ts'
import type { Locale } from './locale.ts'
import { useLanguage } from './provider.tsx'

/** One promise per language: React asks again until it is kept. */
const asked = new Map<Locale, Promise<MoreMessages>>()

function moreMessages(locale: Locale): Promise<MoreMessages> {
  const known = asked.get(locale)
  if (known !== undefined) return known
  const promise = loadMoreMessages(locale)
  asked.set(locale, promise)
  // A failed fetch is tried again by the next screen.
  promise.catch(() => asked.delete(locale))
  return promise
}

/** Screens with words that the first screens do without. */
export function MoreWords({ children }: { children: ReactNode }) {
  const { locale } = useLanguage()
  const intl = useIntl()
  const more = use(moreMessages(locale))
  const messages = useMemo(() => ({ ...intl.messages, ...more }), [intl.messages, more])
  return (
    <IntlProvider locale={intl.locale} messages={messages}>
      {children}
    </IntlProvider>
  )
}
