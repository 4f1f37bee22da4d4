import { DirectionProvider, useDirection } from '@mantine/core'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { IntlProvider } from 'react-intl'
import { loadMessages, type Messages } from './catalogue.ts'
import { type Direction, declareLocale, directionOf, formattingLocale, type Locale, rememberLocale } from './locale.ts'

interface Speech {
  readonly locale: Locale
  readonly messages: Messages
}
interface LanguageChoice {
  readonly locale: Locale
  choose(locale: Locale): Promise<void>
}

const LanguageContext = createContext<LanguageChoice | null>(null)

/** Language of the page, the way it runs, and the means to change both without a reload. */
export function LanguageProvider({ initial, children }: { initial: Speech; children: ReactNode }) {
  const [speech, setSpeech] = useState(initial)
  const choice = useMemo<LanguageChoice>(
    () => ({
      locale: speech.locale,
      choose: async (locale) => {
        const messages = await loadMessages(locale)
        rememberLocale(locale)
        declareLocale(locale)
        setSpeech({ locale, messages })
      },
    }),
    [speech.locale],
  )
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={formattingLocale(speech.locale)} messages={speech.messages}>
        <DirectionProvider initialDirection={directionOf(initial.locale)} detectDirection={false}>
          <TurnPage direction={directionOf(speech.locale)} />
          {children}
        </DirectionProvider>
      </IntlProvider>
    </LanguageContext>
  )
}

/** Tells Mantine when the language runs the other way; its provider keeps a state of its own. */
function TurnPage({ direction }: { direction: Direction }) {
  const { dir, setDirection } = useDirection()
  useEffect(() => {
    if (dir !== direction) setDirection(direction)
  }, [dir, direction, setDirection])
  return null
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext)
  if (choice === null) throw new Error('useLanguage is used outside LanguageProvider')
  return choice
}
