import { Modal } from '@mantine/core'
import type { Member } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { HistoryPanel } from '../audit/history-panel.tsx'

/** What somebody has done, and what was done to them. */
export function PersonHistory({ member, onClose }: { member: Member; onClose: () => void }) {
  const text = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={text('audit.historyOf', { name: member.name })}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <Widget lines={6}>
        <HistoryPanel of={{ person: member.id }} />
      </Widget>
    </Modal>
  )
}
