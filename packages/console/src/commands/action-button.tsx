import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ActionBlock, CommandKind } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'

interface ActionButtonProps extends ButtonProps {
  /** Why the action makes no sense now; the button then says so instead of acting. */
  readonly block: ActionBlock | null
  /** The kind of command that it sends; whoever may not send it does not see it. */
  readonly send: CommandKind
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button that stays in place when it cannot act, reachable by keyboard so that its reason can be read. */
export function ActionButton({ block, send, onClick, children, ...props }: ActionButtonProps) {
  const text = useText()
  const may = useMay()
  if (!may.send(send)) return null
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
