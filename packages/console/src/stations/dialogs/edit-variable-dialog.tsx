import { NativeSelect, TextInput } from '@mantine/core'
import type { DeviceVariable, StationDetail } from '@stationmaster/server/contract'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { useText } from '../../app/i18n/use-text.ts'
import { useSend } from '../../commands/use-send.tsx'
import { FormDialog } from '../../ui/dialog.tsx'
import { setRequest, variableName } from '../variable.ts'

interface EditVariableDialogProps {
  readonly station: StationDetail
  /** Null keeps the dialog closed. */
  readonly variable: z.infer<typeof DeviceVariable> | null
  readonly onClose: () => void
}

/** Asks the station to take a new value; its answer (also "after the next reboot") follows as a message. */
export function EditVariableDialog({ station, variable, onClose }: EditVariableDialogProps) {
  const text = useText()
  const send = useSend()
  const [value, setValue] = useState('')
  useEffect(() => setValue(variable?.value ?? ''), [variable])
  const options = optionsOf(variable)
  const submit = () => {
    if (variable === null) return
    send({ stationId: station.id, request: setRequest(variable, value, station.ocppVersion), atOnce: true })
    onClose()
  }
  return (
    <FormDialog
      title={text('configuration.editTitle')}
      opened={variable !== null}
      onClose={onClose}
      onSubmit={submit}
      submit={text('configuration.send')}
    >
      {options === null ? (
        <TextInput
          label={<span translate="no">{variable === null ? '' : variableName(variable)}</span>}
          description={[limitsOf(variable), text('configuration.hint')].filter((words) => words !== '').join(' · ')}
          value={value}
          maxLength={station.ocppVersion === '1.6' ? 500 : 2500}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <NativeSelect
          label={<span translate="no">{variable === null ? '' : variableName(variable)}</span>}
          description={text('configuration.hint')}
          value={value}
          data={options.includes(value) ? [...options] : [value, ...options]}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

type Variable = EditVariableDialogProps['variable']

/** What can be chosen, where the station says so. */
function optionsOf(variable: Variable): readonly string[] | null {
  const { dataType = null, valuesList = null } = variable?.characteristics ?? {}
  if (dataType === 'boolean') return ['true', 'false']
  return dataType === 'OptionList' && valuesList !== null && valuesList.length > 0 ? valuesList : null
}

/** "0 … 3600 s", as far as it is known. */
function limitsOf(variable: Variable): string {
  const { minLimit = null, maxLimit = null, unit = null } = variable?.characteristics ?? {}
  const span = minLimit === null && maxLimit === null ? [] : [`${minLimit ?? ''} … ${maxLimit ?? ''}`]
  return [...span, ...(unit === null ? [] : [unit])].join(' ')
}
