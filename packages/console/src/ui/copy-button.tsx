import { ActionIcon } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'

/** Copies a text and says so. `what` names it for those who cannot see what stands beside the button. */
export function CopyButton({ value, what }: { value: string; what?: string }) {
  const text = useText()
  const clipboard = useClipboard({ timeout: 2000 })
  const label = what === undefined ? text('ui.copy') : text('ui.copyWhat', { what })
  return (
    <ActionIcon variant="subtle" color="gray" title={label} aria-label={label} onClick={() => clipboard.copy(value)}>
      {clipboard.copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      <span className="sm-visually-hidden" aria-live="polite">
        {clipboard.copied ? text('ui.copied') : ''}
      </span>
    </ActionIcon>
  )
}
