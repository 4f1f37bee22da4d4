import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { CommandProgress } from '../../commands/command-progress.tsx'
import { outcomeSentence } from '../../commands/command-request.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import type { StationDialogProps } from './dialog-props.ts'
import { parsePayload } from './payload.ts'

const WAIT_SECONDS = 25

/** Any message of the standard, for those who know it: the answer stays in view for the next try. */
export function RawDialog({ station, opened, onClose }: StationDialogProps) {
  const text = useText()
  const [action, setAction] = useState('')
  const [source, setSource] = useState('{}')
  const [unchecked, setUnchecked] = useState(false)
  const payload = parsePayload(source)
  const send = useMutation({
    mutationFn: (body: Readonly<Record<string, unknown>>) =>
      call('sendCommand', {
        params: { stationId: station.id },
        query: { wait: WAIT_SECONDS },
        body: { command: { kind: 'raw', action: action.trim(), payload: { ...body }, unchecked } },
        idempotencyKey: crypto.randomUUID(),
      }),
  })
  return (
    <FormDialog
      size="lg"
      title={text('station.raw')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => payload.ok && send.mutate(payload.value)}
      submit={text('raw.send')}
      busy={send.isPending}
      disabled={!payload.ok || !/^[A-Za-z0-9]{1,50}$/.test(action.trim())}
      error={send.isError ? errorLine(send.error, text) : undefined}
    >
      <TextInput
        label={text('raw.action')}
        description={text('raw.action.hint', { version: station.ocppVersion ?? '?' })}
        value={action}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setAction(event.currentTarget.value)}
      />
      <Textarea
        label={text('raw.payload')}
        value={source}
        minRows={6}
        rows={8}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        error={payload.ok ? null : text('raw.invalid', { reason: payload.reason })}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <Checkbox
        label={text('raw.unchecked')}
        checked={unchecked}
        onChange={(event) => setUnchecked(event.currentTarget.checked)}
      />
      {send.data === undefined ? null : (
        <div role="status">
          <CommandProgress command={send.data} />
          <p>{outcomeSentence(send.data, text)}</p>
          {send.data.response === null ? null : (
            <JsonView source={send.data.response} what={text('command.response')} />
          )}
        </div>
      )}
    </FormDialog>
  )
}
