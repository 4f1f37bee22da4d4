import type { MantineColorsTuple } from '@mantine/core'

/**
 * Ten steps per colour, light to dark. Step 6 carries white text at 4.5:1 or better, step 3 reads on the dark
 * surfaces, step 7 reads on its own tint; Mantine's own palette misses these.
 */
export const palette = {
  brand: tuple('#eaf1fd #d5e3fb #a9c6f7 #74a9ff #4b88ee #2f70df #1d5fd1 #184fae #133f8b #0e2f68'),
  green: tuple('#e3f6ec #c4ecd7 #8fdcb4 #3ddc97 #22b877 #129a60 #0a7d4b #08673e #065131 #043b24'),
  red: tuple('#fdecea #fad5d2 #f5aba5 #ff8a80 #e4574c #d23a2f #c0261c #a01f17 #801912 #60120d'),
  orange: tuple('#fdf2e1 #fae3bd #f5ca85 #ffb454 #d68a1e #ab6c0b #8a5300 #734500 #5b3700 #442900'),
  violet: tuple('#f3ebfb #e4d3f6 #cfb0ee #c19bff #9d66d8 #8a50cb #7a3fc4 #6534a3 #512a82 #3d1f62'),
  gray: tuple('#f6f7f9 #eceff2 #dfe3e8 #ccd3da #b0b9c3 #8b95a1 #5b6472 #4d5763 #373f49 #20262d'),
  dark: tuple('#e8ecf1 #ccd3db #b4bdc8 #98a3af #3c4652 #303945 #262d36 #1c2229 #14181d #0d1013'),
} as const

function tuple(steps: string): MantineColorsTuple {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = ''] = steps.split(' ')
  return [a, b, c, d, e, f, g, h, i, j]
}

/** Colours of the states, one set per scheme; contrast on white / on #14181d is at least 5:1. */
export const tones = {
  light: {
    available: '#0a7d4b',
    charging: '#1d5fd1',
    occupied: '#8a5300',
    reserved: '#7a3fc4',
    faulted: '#c0261c',
    unavailable: '#5b6472',
    offline: '#5b6472',
    neutral: '#4d5763',
  },
  dark: {
    available: '#3ddc97',
    charging: '#74a9ff',
    occupied: '#ffb454',
    reserved: '#c19bff',
    faulted: '#ff8a80',
    unavailable: '#a3adb8',
    offline: '#a3adb8',
    neutral: '#b4bdc8',
  },
} as const

export type Tone = keyof typeof tones.light
