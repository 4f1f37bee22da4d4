import { ActionIcon, Menu } from '@mantine/core'
import { Check, Languages } from 'lucide-react'
import { languages } from '../i18n/locale.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { useText } from '../i18n/use-text.ts'

/** Each language in its own words. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const

export function LanguageMenu() {
  const text = useText()
  const { locale, choose } = useLanguage()
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label={text('language.choose')}>
          <Languages size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            translate="no"
            rightSection={language === locale ? <Check size={16} aria-label={text('ui.chosen')} /> : null}
            onClick={() => void choose(language)}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
