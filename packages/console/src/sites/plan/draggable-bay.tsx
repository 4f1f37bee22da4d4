import type { Bay, PlanLevel } from '@stationmaster/server/contract'
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { byKey, placed } from './drawing.ts'
import classes from './plan.module.css'

interface DraggableBayProps {
  readonly bay: Bay
  readonly level: PlanLevel
  readonly isChosen: boolean
  readonly grid: RefObject<HTMLUListElement | null>
  readonly hintId: string
  readonly onChoose: () => void
  readonly onChange: (bay: Bay) => void
  readonly onRemove: () => void
}

/** A bay that is dragged, or moved with the arrow keys. */
export function DraggableBay({ bay, level, isChosen, grid, hintId, onChoose, onChange, onRemove }: DraggableBayProps) {
  const text = useText()
  /** Where the bay was taken hold of, in pixels and in cells. */
  const hold = useRef<{ readonly x: number; readonly y: number; readonly bay: Bay } | null>(null)
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    onChoose()
    event.currentTarget.setPointerCapture(event.pointerId)
    hold.current = { x: event.clientX, y: event.clientY, bay }
  }
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const box = grid.current?.getBoundingClientRect()
    if (hold.current === null || box === undefined) return
    const right = ((clientX - hold.current.x) / box.width) * level.columns
    const down = ((clientY - hold.current.y) / box.height) * level.rows
    const { column, row } = hold.current.bay
    const next = placed(level, bay, { column: column + right, row: row + down })
    if (next.column !== bay.column || next.row !== bay.row) onChange(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete') return onRemove()
    const next = byKey(level, bay, event.key, event.shiftKey)
    if (next === undefined) return
    // The page does not scroll under it.
    event.preventDefault()
    onChange(next)
  }
  const letGo = () => {
    hold.current = null
  }
  return (
    <button
      type="button"
      className={classes['bay']}
      aria-pressed={isChosen}
      aria-describedby={hintId}
      aria-label={text('site.bay.at', {
        ...{ bay: bay.name, station: bay.stationId ?? text('site.bay.empty') },
        ...{ column: bay.column + 1, row: bay.row + 1 },
      })}
      onClick={onChoose}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={onKeyDown}
    >
      <b translate="no">{bay.name}</b>
    </button>
  )
}
