import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import { useLanguage } from '../i18n/provider.tsx'
import { setReaderZone } from '../i18n/reader-zone.ts'
import { meQuery } from '../me.ts'
import { organisationQuery } from '../organisation.ts'

/** Words and times as the reader has chosen, else as the organisation says, else as the browser does. */
export function Reader({ children }: { children: ReactNode }) {
  const intl = useIntl()
  const { locale, choose } = useLanguage()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: organisation } = useQuery(organisationQuery)
  const language = me.language ?? organisation?.defaultLanguage ?? null
  const timeZone = me.timeZone ?? organisation?.timeZone ?? undefined
  useEffect(() => {
    if (language !== null && language !== locale && locale !== 'en-XA') void choose(language)
  }, [language, locale, choose])
  useEffect(() => setReaderZone(timeZone), [timeZone])
  return (
    <IntlProvider locale={intl.locale} messages={intl.messages} {...(timeZone === undefined ? null : { timeZone })}>
      {children}
    </IntlProvider>
  )
}
