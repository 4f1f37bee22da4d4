import QRCode from 'qrcode'
import { useMemo } from 'react'

/** Modules of light around the code that scanners need. */
const QUIET_ZONE = 4

/** A QR code as one SVG path: dark on light in both colour schemes, for cameras. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const { path, side } = useMemo(() => drawCode(content), [content])
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      width={168}
      height={168}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <title>{label}</title>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#14181d" />
    </svg>
  )
}

function drawCode(content: string): { path: string; side: number } {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'Q' })
  const squares = [...modules.data].flatMap((dark, index) => {
    if (!dark) return []
    const x = (index % modules.size) + QUIET_ZONE
    const y = Math.floor(index / modules.size) + QUIET_ZONE
    return [`M${x} ${y}h1v1h-1z`]
  })
  return { path: squares.join(''), side: modules.size + 2 * QUIET_ZONE }
}
