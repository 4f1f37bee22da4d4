import { Kbd, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { isTyping } from '../../ui/is-typing.ts'
import { useText } from '../i18n/use-text.ts'
import { destinations } from './navigation.tsx'
import classes from './shortcuts.module.css'

const opening = new EventTarget()
const SECOND_KEY_WITHIN_MS = 1500

export function openShortcuts(): void {
  opening.dispatchEvent(new Event('open'))
}

/** `g` then a letter goes to a page; `?` shows all keys. */
export function Shortcuts() {
  const text = useText()
  const [opened, setOpened] = useState(false)
  useGoToKeys()
  useEffect(() => {
    const open = () => setOpened(true)
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event)) setOpened(true)
    }
    opening.addEventListener('open', open)
    window.addEventListener('keydown', onKey)
    return () => {
      opening.removeEventListener('open', open)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title={text('shortcuts.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <dl className={classes['keys']}>
        <Keys keys={['Ctrl', 'K']} meaning={text('shortcuts.palette')} />
        <Keys keys={['/']} meaning={text('shortcuts.filter')} />
        <Keys keys={['j']} meaning={text('shortcuts.next')} />
        <Keys keys={['k']} meaning={text('shortcuts.previous')} />
        <Keys keys={['?']} meaning={text('shortcuts.help')} />
        {destinations.map(({ to, key, label }) => (
          <Keys key={to} keys={['g', key]} meaning={text('shortcuts.goTo', { page: text(label) })} />
        ))}
      </dl>
    </Modal>
  )
}

function Keys({ keys, meaning }: { keys: readonly string[]; meaning: string }) {
  return (
    <div className={classes['line']}>
      <dt>{meaning}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  )
}

function useGoToKeys(): void {
  const navigate = useNavigate()
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
  }, [navigate])
}
