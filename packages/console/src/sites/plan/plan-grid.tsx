import type { Bay, PlanLevel } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties, ReactNode, Ref } from 'react'
import { planPictureQuery } from '../site-queries.ts'
import classes from './plan.module.css'

interface PlanGridProps {
  readonly siteId: string
  readonly level: PlanLevel
  readonly label: string
  readonly ref?: Ref<HTMLUListElement>
  readonly children: (bay: Bay) => ReactNode
}

/** A level drawn to scale: its picture or an empty grid, and the bays upon it. A place is no text: it does not run right to left. */
export function PlanGrid({ siteId, level, label, ref, children }: PlanGridProps) {
  const { id, columns, rows, bays, pictureId } = level
  const { data } = useQuery({ ...planPictureQuery(siteId, pictureId ?? ''), enabled: pictureId !== null })
  const picture = pictureId === null ? undefined : data?.picture
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes['scroll']} tabIndex={0} aria-label={label} dir="ltr">
      <ul
        key={id}
        ref={ref}
        className={classes['grid']}
        style={{ '--columns': columns, '--rows': rows } as CSSProperties}
        data-picture={picture === undefined ? undefined : ''}
      >
        {picture === undefined ? null : (
          <li aria-hidden className={classes['picture']}>
            <img src={picture} alt="" />
          </li>
        )}
        {bays.map((bay) => (
          <li key={bay.id} className={classes['place']} style={placeOf(bay, level)}>
            {children(bay)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function placeOf({ column, row, width, height }: Bay, { columns, rows }: PlanLevel): CSSProperties {
  const share = (part: number, whole: number) => `${(part / whole) * 100}%`
  return {
    left: share(column, columns),
    top: share(row, rows),
    width: share(width, columns),
    height: share(height, rows),
  }
}
