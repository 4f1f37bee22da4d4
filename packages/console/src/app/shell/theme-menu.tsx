import { useMantineColorScheme } from '@mantine/core'
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { DropMenu } from '../../ui/drop-menu.tsx'
import { useText } from '../i18n/use-text.ts'

const icons = { auto: Monitor, light: Sun, dark: Moon } as const satisfies Record<string, LucideIcon>
export const colorSchemes = ['auto', 'light', 'dark'] as const

export function ThemeMenu() {
  const text = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <DropMenu
      label={text('theme.choose')}
      icon={icons[colorScheme]}
      choices={colorSchemes.map((scheme) => ({
        key: scheme,
        label: text(`theme.${scheme}`),
        icon: icons[scheme],
        isChosen: scheme === colorScheme,
        onChoose: () => setColorScheme(scheme),
      }))}
    />
  )
}
