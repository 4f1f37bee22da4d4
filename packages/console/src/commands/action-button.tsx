import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ActionBlock } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import { useText } from '../app/i18n/use-text.ts'

interface ActionButtonProps extends ButtonProps {
  /** Why the action makes no sense now; the button then says so instead of acting. */
  readonly block: ActionBlock | null
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button that stays in place when it cannot act, reachable by keyboard so that its reason can be read. */
export function ActionButton({ block, onClick, children, ...props }: ActionButtonProps) {
  const text = useText()
  if (block === null) {
    return (
      <Button variant="default" {...props} onClick={onClick}>
        {children}
      </Button>
    )
  }
  const reason = text(`block.${block}`)
  return (
    <Tooltip label={reason} withArrow multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button variant="default" {...props} data-disabled aria-disabled onClick={(event) => event.preventDefault()}>
        {children}
        <span className="sm-visually-hidden">. {reason}</span>
      </Button>
    </Tooltip>
  )
}
