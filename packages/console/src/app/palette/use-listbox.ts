import { useEffect, useState } from 'react'

export interface Listbox {
  /** Element that Enter would choose. */
  readonly activeId: string | undefined
  readonly count: number
}

const nothing: Listbox = { activeId: undefined, count: 0 }

/**
 * The library marks what is chosen for the eye only, and forgets it when the list changes. Here screen readers learn of
 * it too, and once something is typed the first of the list is chosen.
 */
export function useListbox(listId: string, hasQuery: boolean): Listbox {
  const [listbox, setListbox] = useState(nothing)
  const [list, setList] = useState<HTMLElement | null>(null)
  // The dialog draws the list when it opens, after this has run; it is looked for until it is there.
  useEffect(() => {
    const found = document.getElementById(listId)
    if (found !== list) setList(found)
  })
  useEffect(() => {
    if (list === null) return setListbox(nothing)
    const update = () => setListbox((last) => changed(last, choiceIn(list, hasQuery)))
    const observer = new MutationObserver(update)
    observer.observe(list, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-selected'] })
    update()
    return () => observer.disconnect()
  }, [list, hasQuery])
  return listbox
}

function choiceIn(list: HTMLElement, hasQuery: boolean): Listbox {
  const options = [...list.querySelectorAll('[role="option"]')]
  if (hasQuery && list.querySelector('[data-selected]') === null) options[0]?.setAttribute('data-selected', 'true')
  const chosen = options.find((option) => option.hasAttribute('data-selected'))
  for (const option of options) option.setAttribute('aria-selected', String(option === chosen))
  return { activeId: chosen?.id, count: options.length }
}

function changed(last: Listbox, next: Listbox): Listbox {
  return last.activeId === next.activeId && last.count === next.count ? last : next
}
