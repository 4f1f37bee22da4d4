import { Languages } from 'lucide-react'
import { DropMenu } from '../../ui/drop-menu.tsx'
import { type Language, languageNames, languages } from '../i18n/locale.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { useText } from '../i18n/use-text.ts'

interface LanguageMenuProps {
  readonly offered?: readonly Language[] | undefined
  readonly onChoose: (language: Language) => Promise<void>
}

export function LanguageMenu({ offered = languages, onChoose }: LanguageMenuProps) {
  const text = useText()
  const { locale } = useLanguage()
  return (
    <DropMenu
      label={text('language.choose')}
      icon={Languages}
      choices={offered.map((language) => ({
        key: language,
        label: languageNames[language],
        lang: language,
        isChosen: language === locale,
        onChoose: () => void onChoose(language),
      }))}
    />
  )
}
