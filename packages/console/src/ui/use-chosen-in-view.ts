import { type RefObject, useEffect, useRef } from 'react'

/** Slides a strip of tabs so that the chosen one is seen: on a phone it may stand outside. */
export function useChosenInView(tab: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place in the strip
  useEffect(() => {
    const strip = list.current
    const chosen = strip?.querySelector('[aria-selected="true"]')
    if (strip === null || !(chosen instanceof HTMLElement)) return
    strip.scrollTo({ left: chosen.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2 })
  }, [tab])
  return list
}
