import { type CSSVariablesResolver, createTheme, localStorageColorSchemeManager } from '@mantine/core'
import { palette, tones } from './palette.ts'

/** Remembers light, dark or auto; `first-paint.js` reads the same key. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'stationmaster.colors' })

export const theme = createTheme({
  colors: palette,
  primaryColor: 'brand',
  primaryShade: 6,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
})

/** Puts our tokens beside Mantine's and corrects those of its variables that miss the AA contrast. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...toneVariables('light'),
    '--sm-canvas': '#f5f7f9',
    '--sm-surface': '#ffffff',
    '--sm-raised': '#ffffff',
    '--sm-border': '#dfe3e8',
    '--sm-hover': '#f0f4fa',
    '--sm-text': '#14181d',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#14181d',
    '--mantine-color-dimmed': '#4d5763',
    '--mantine-color-placeholder': '#5b6472',
    '--mantine-color-error': '#c0261c',
    '--mantine-color-anchor': '#184fae',
    '--mantine-color-disabled-color': '#5b6472',
    '--mantine-color-default-border': '#ccd3da',
    ...lightVariants(7),
  },
  dark: {
    ...toneVariables('dark'),
    '--sm-canvas': '#14181d',
    '--sm-surface': '#1c2229',
    '--sm-raised': '#262d36',
    '--sm-border': '#303945',
    '--sm-hover': '#242c36',
    '--sm-text': '#e8ecf1',
    '--mantine-color-body': '#1c2229',
    '--mantine-color-text': '#e8ecf1',
    '--mantine-color-dimmed': '#b4bdc8',
    '--mantine-color-placeholder': '#a3adb8',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-anchor': '#8fbaff',
    '--mantine-color-default': '#262d36',
    '--mantine-color-default-hover': '#303945',
    '--mantine-color-default-border': '#46515e',
    '--mantine-color-disabled-color': '#a3adb8',
    ...lightVariants(2),
    ...darkTints(),
  },
})

function toneVariables(scheme: 'light' | 'dark'): Record<string, string> {
  return Object.fromEntries(Object.entries(tones[scheme]).map(([name, color]) => [`--sm-${name}`, color]))
}

const tinted = ['brand', 'green', 'red', 'orange', 'violet', 'gray'] as const

/** Text of the tinted ("light") buttons and badges. */
function lightVariants(step: 2 | 7): Record<string, string> {
  return Object.fromEntries(tinted.map((name) => [`--mantine-color-${name}-light-color`, palette[name][step]]))
}

/** Their ground on the dark surface: Mantine's own is darker than the surface and reads as a hole. */
function darkTints(): Record<string, string> {
  const mixed = (name: (typeof tinted)[number], share: number) =>
    `color-mix(in srgb, ${palette[name][4]} ${share}%, #1c2229)`
  return Object.fromEntries(
    tinted.flatMap((name) => [
      [`--mantine-color-${name}-light`, mixed(name, 26)],
      [`--mantine-color-${name}-light-hover`, mixed(name, 34)],
    ]),
  )
}
