import { Modal } from '@mantine/core'
import type { CommandKind, StationDetail } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { CommandSending } from './command-sender.tsx'

/** A command with what is known of it filled in. */
export interface CommandDraft {
  readonly kind: CommandKind
  readonly initial?: Readonly<Record<string, unknown>>
}

interface CommandDialogProps {
  readonly station: StationDetail
  /** Null keeps the dialog closed. */
  readonly draft: CommandDraft | null
  readonly onClose: () => void
}

/** The form of a command where it is needed; it stays open until its outcome has been read. */
export function CommandDialog({ station, draft, onClose }: CommandDialogProps) {
  const text = useText()
  return (
    <Modal
      opened={draft !== null}
      onClose={onClose}
      size="xl"
      title={draft === null ? '' : text(`command.${draft.kind}`)}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      {draft === null ? null : <CommandSending kind={draft.kind} station={station} initial={draft.initial} />}
    </Modal>
  )
}
