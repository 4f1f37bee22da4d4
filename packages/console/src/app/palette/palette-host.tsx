import { lazy, Suspense, useEffect, useState } from 'react'
import { PaletteRequest, paletteRequests } from './palette-state.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

/** Waits for Ctrl-K; the palette itself is fetched when it is first wanted. */
export function PaletteHost() {
  const [request, setRequest] = useState<{ readonly text: string; readonly count: number } | null>(null)
  useEffect(() => {
    const open = (text: string) => setRequest((last) => ({ text, count: (last?.count ?? 0) + 1 }))
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      open('')
    }
    const onRequest = (event: Event) => open(event instanceof PaletteRequest ? event.text : '')
    window.addEventListener('keydown', onKey)
    paletteRequests.addEventListener('open', onRequest)
    return () => {
      window.removeEventListener('keydown', onKey)
      paletteRequests.removeEventListener('open', onRequest)
    }
  }, [])
  if (request === null) return null
  return (
    <Suspense fallback={null}>
      <Palette request={request} />
    </Suspense>
  )
}
