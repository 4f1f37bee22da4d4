import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { isTyping } from '../../ui/is-typing.ts'
import { useDestinations } from './navigation.tsx'
import { shortcutRequests } from './shortcut-requests.ts'

const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog,
}))
const SECOND_KEY_WITHIN_MS = 1500

/** `g` then a letter goes to a page; `?` shows all keys. */
export function Shortcuts() {
  const [opened, setOpened] = useState(false)
  useGoToKeys()
  useEffect(() => {
    const open = () => setOpened(true)
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event)) setOpened(true)
    }
    shortcutRequests.addEventListener('open', open)
    window.addEventListener('keydown', onKey)
    return () => {
      shortcutRequests.removeEventListener('open', open)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  if (!opened) return null
  return (
    <Suspense fallback={null}>
      <ShortcutsDialog onClose={() => setOpened(false)} />
    </Suspense>
  )
}

function useGoToKeys(): void {
  const navigate = useNavigate()
  const destinations = useDestinations()
  const pressedAtMs = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return
      const second = event.timeStamp - pressedAtMs.current < SECOND_KEY_WITHIN_MS
      const destination = second ? destinations.find(({ key }) => key === event.key) : undefined
      pressedAtMs.current = event.key === 'g' && !second ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (destination === undefined) return
      event.preventDefault()
      void navigate({ to: destination.to })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate, destinations])
}
