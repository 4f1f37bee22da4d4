import { Languages } from 'lucide-react'
import { DropMenu } from '../../ui/drop-menu.tsx'
import { languages } from '../i18n/locale.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { useText } from '../i18n/use-text.ts'

/** Each language in its own words. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const

export function LanguageMenu() {
  const text = useText()
  const { locale, choose } = useLanguage()
  return (
    <DropMenu
      label={text('language.choose')}
      icon={Languages}
      choices={languages.map((language) => ({
        key: language,
        label: languageNames[language],
        lang: language,
        isChosen: language === locale,
        onChoose: () => void choose(language),
      }))}
    />
  )
}
