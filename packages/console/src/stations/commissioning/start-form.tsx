import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Stethoscope } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'

const MOST_A = 1000

interface StartFormProps extends TabProps {
  readonly submit: string
  readonly onStarted: () => void
}

/** Begins an examination, with a limit to be kept when nobody says anything else. */
export function StartForm({ station, submit, onStarted }: StartFormProps) {
  const text = useText()
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const failSafeA = typed.trim() === '' ? undefined : Number(typed.trim().replace(',', '.'))
  const isWrong = failSafeA !== undefined && !(failSafeA >= 0 && failSafeA <= MOST_A)
  const start = useMutation({
    mutationFn: () =>
      call('startCommissioning', {
        params: { stationId: station.id },
        body: failSafeA === undefined ? {} : { failSafeA },
      }),
    onSuccess: () => {
      onStarted()
      return client.invalidateQueries({ queryKey: queryKeys.commissionings(station.id) })
    },
  })
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    if (!isWrong && !start.isPending) start.mutate()
  }
  return (
    <form className={classes['form']} onSubmit={onForm} noValidate>
      <TextInput
        label={text('commissioning.failSafe')}
        description={text('commissioning.failSafe.hint')}
        inputMode="decimal"
        value={typed}
        maxLength={8}
        error={isWrong ? text('commissioning.failSafe.wrong') : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {station.online ? null : <p className={classes['sentence']}>{text('commissioning.offline')}</p>}
      <p role="alert" className={classes['sentence']}>
        {start.isError ? errorLine(start.error, text) : null}
      </p>
      <div>
        <Button type="submit" loading={start.isPending} leftSection={<Stethoscope size={16} aria-hidden />}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
