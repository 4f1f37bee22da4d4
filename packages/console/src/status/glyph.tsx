import type { Tone } from '../app/theme/palette.ts'
import type { GlyphShape } from './status.ts'

const filled = 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z'
const square = 'M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5Z'
const triangle = 'M8 1.1c.5 0 .9.2 1.2.7l6 10.7c.5 1-.1 2.1-1.2 2.1H2c-1.1 0-1.7-1.2-1.2-2.1l6-10.7c.3-.5.7-.7 1.2-.7Z'
const diamond = 'M8 .8 15.2 8 8 15.2.8 8Z'

/** Outline and mark of each shape, on a 16 × 16 grid. The map draws the same paths on its canvas. */
export const glyphPaths: Readonly<Record<GlyphShape, { readonly body: string; readonly mark: string }>> = {
  check: { body: filled, mark: 'm4.9 8.2 2.2 2.2 4-4.6' },
  bolt: { body: filled, mark: 'M8.9 3.6 5.4 8.7h2.4l-.7 3.7 3.5-5.1H8.2Z' },
  plug: { body: filled, mark: 'M6 4.6v2.2m4-2.2v2.2M4.8 6.8h6.4v1.1a3.2 3.2 0 0 1-6.4 0ZM8 11.1v1.5' },
  pause: { body: filled, mark: 'M6.3 5.3v5.4m3.4-5.4v5.4' },
  clock: { body: diamond, mark: 'M8 5.2V8l1.9 1.3' },
  alert: { body: triangle, mark: 'M8 5.6v3.6m0 2.3v.1' },
  minus: { body: square, mark: 'M4.8 8h6.4' },
  slash: { body: square, mark: 'm5 11 6-6' },
  question: { body: square, mark: 'M6 6.2c0-2.6 4-2.6 4 0 0 1.6-2 1.6-2 3.2m0 2v.1' },
}

interface GlyphProps {
  readonly shape: GlyphShape
  readonly tone: Tone
  readonly size?: number
  /** Spoken name; left out where words stand beside it. */
  readonly label?: string
}

/** A state as shape and colour. */
export function Glyph({ shape, tone, size = 16, label }: GlyphProps) {
  const { body, mark } = glyphPaths[shape]
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: titled below, or hidden where words stand beside it
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ flex: 'none', display: 'block' }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {label === undefined ? null : <title>{label}</title>}
      <path d={body} fill={`var(--sm-${tone})`} />
      <path
        d={mark}
        fill={shape === 'bolt' ? 'var(--sm-surface)' : 'none'}
        stroke="var(--sm-surface)"
        strokeWidth={shape === 'bolt' ? 0.6 : 1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
