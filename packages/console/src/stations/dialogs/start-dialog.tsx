import { NativeSelect, TextInput } from '@mantine/core'
import { actionBlock } from '@stationmaster/server/contract'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { useSend } from '../../commands/use-send.tsx'
import { FormDialog } from '../../ui/dialog.tsx'
import type { StationDialogProps } from './dialog-props.ts'

/** Starts a session: no card is needed, the server makes a one-time token. */
export function StartDialog({ station, opened, onClose, evseId }: StationDialogProps & { readonly evseId?: number }) {
  const text = useText()
  const send = useSend()
  const startable = station.connectors.filter(
    (connector) => actionBlock('startTransaction', station, connector) === null,
  )
  const evses = [...new Set(startable.map((connector) => connector.evseId))]
  const [chosen, setChosen] = useState<number | null>(null)
  const [idToken, setIdToken] = useState('')
  const evse = chosen ?? evseId ?? evses[0]
  const submit = () => {
    const token = idToken.trim()
    send({
      stationId: station.id,
      atOnce: true,
      request: {
        kind: 'startTransaction',
        ...(evse === undefined ? {} : { evseId: evse }),
        ...(token === '' ? {} : { idToken: token }),
      },
    })
    onClose()
  }
  return (
    <FormDialog
      title={text('start.title')}
      opened={opened}
      onClose={onClose}
      onSubmit={submit}
      submit={text('command.startTransaction')}
      disabled={station.connectors.length > 0 && evses.length === 0}
      error={station.connectors.length > 0 && evses.length === 0 ? text('start.noneFree') : undefined}
    >
      {evses.length === 0 ? null : (
        <NativeSelect
          label={text('evse.label')}
          value={String(evse)}
          data={evses.map((id) => ({ value: String(id), label: text('evse.name', { evse: id }) }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      )}
      <TextInput
        label={text('start.token')}
        description={text('start.token.hint')}
        value={idToken}
        maxLength={255}
        autoComplete="off"
        onChange={(event) => setIdToken(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
