import type { MapPoint } from '@stationmaster/server/contract'
import { type Tone, tones } from '../../app/theme/palette.ts'
import { glyphPaths } from '../../status/glyph.tsx'
import type { GlyphShape } from '../../status/status.ts'
import type { Scheme } from './base-style.ts'

export const pins = {
  faulted: { shape: 'alert', tone: 'faulted' },
  offline: { shape: 'slash', tone: 'offline' },
  available: { shape: 'check', tone: 'available' },
  charging: { shape: 'bolt', tone: 'charging' },
} as const satisfies Record<string, { shape: GlyphShape; tone: Tone }>

export type Pin = keyof typeof pins

/** The sign of a place: trouble first, then whether a driver would find a free point. */
export function pinOf(point: Pick<MapPoint, 'evses' | 'available' | 'faulted' | 'offline'>): Pin {
  if (point.faulted > 0) return 'faulted'
  if (point.offline >= point.evses && point.offline > 0) return 'offline'
  return point.available > 0 ? 'available' : 'charging'
}

const SIZE = 28
const RATIO = 2

/** Draws a pin with the same paths as the glyphs of the lists: no sprite file is needed. */
export function drawPin(pin: Pin, scheme: Scheme): ImageData | null {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE * RATIO
  canvas.height = SIZE * RATIO
  const context = canvas.getContext('2d')
  if (context === null) return null
  const { shape, tone } = pins[pin]
  const { body, mark } = glyphPaths[shape]
  const surface = scheme === 'dark' ? '#14181d' : '#ffffff'
  context.scale((SIZE * RATIO) / 20, (SIZE * RATIO) / 20)
  context.translate(2, 2)
  context.lineJoin = 'round'
  context.lineCap = 'round'
  context.strokeStyle = surface
  context.lineWidth = 3
  context.stroke(new Path2D(body))
  context.fillStyle = tones[scheme][tone]
  context.fill(new Path2D(body))
  context.lineWidth = 1.7
  context.stroke(new Path2D(mark))
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

export const PIN_PIXEL_RATIO = RATIO
