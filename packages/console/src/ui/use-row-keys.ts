import { type RefObject, useEffect } from 'react'
import { isTyping } from './is-typing.ts'

/** `j` and `k` walk the rows of a list; Enter then opens the row, for its link has the focus. */
export function useRowKeys(scroller: RefObject<HTMLElement | null>, reveal: (index: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || (event.key !== 'j' && event.key !== 'k')) return
      const root = scroller.current
      if (root === null) return
      const rows = [...root.querySelectorAll<HTMLElement>('[data-index]')]
      const current = rows.findIndex((row) => row.contains(document.activeElement))
      const next = current === -1 ? rows[0] : rows[current + (event.key === 'j' ? 1 : -1)]
      if (next === undefined) return
      event.preventDefault()
      reveal(Number(next.dataset['index']))
      next.querySelector<HTMLElement>('a, button')?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
