import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { Check, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useText } from '../i18n/use-text.ts'

const icons = { auto: Monitor, light: Sun, dark: Moon } as const satisfies Record<string, LucideIcon>
export const colorSchemes = ['auto', 'light', 'dark'] as const

export function ThemeMenu() {
  const text = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Current = icons[colorScheme]
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label={text('theme.choose')}>
          <Current size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {colorSchemes.map((scheme) => {
          const Icon = icons[scheme]
          return (
            <Menu.Item
              key={scheme}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={scheme === colorScheme ? <Check size={16} aria-label={text('ui.chosen')} /> : null}
              onClick={() => setColorScheme(scheme)}
            >
              {text(`theme.${scheme}`)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
