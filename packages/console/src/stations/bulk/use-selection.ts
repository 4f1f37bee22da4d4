import { useCallback, useRef, useState } from 'react'
import { noSelection, type Selection, toggled } from './selection.ts'

/** Which stations of the list are chosen. `rows` are the identities as the list shows them. */
export function useSelection(rows: readonly string[]) {
  const [selection, setSelection] = useState<Selection>(noSelection)
  /** Where the last single choice was made: with shift, the next one reaches from there. */
  const anchor = useRef<string | null>(null)
  const toggle = useCallback(
    (id: string, on: boolean, isRange: boolean) => {
      const from = isRange ? anchor.current : null
      anchor.current = id
      setSelection((known) => toggled(known, { rows, id, from, on }))
    },
    [rows],
  )
  return { selection, setSelection, toggle }
}
