import { Spotlight, type SpotlightActionProps } from '@mantine/spotlight'
import { type ReactNode, useId } from 'react'
import classes from './palette.module.css'

/** A group of the list, with its heading spoken. */
export function PaletteGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Spotlight.ActionsGroup label={label} role="group" aria-label={label}>
      {children}
    </Spotlight.ActionsGroup>
  )
}

/** One thing to choose. Which one is chosen, `useListbox` keeps up to date. */
export function PaletteAction(props: SpotlightActionProps) {
  return (
    <Spotlight.Action {...props} id={useId()} role="option" aria-selected={false} className={classes['action'] ?? ''} />
  )
}
