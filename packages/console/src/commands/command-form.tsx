import { Button } from '@mantine/core'
import type { CommandBody, CommandKind, StationDetail } from '@stationmaster/server/contract'
import { Send } from 'lucide-react'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { type DraftGroup, draftOfGroup, groupValue } from '../forms/draft.ts'
import { FormContext } from '../forms/form-context.ts'
import { GroupFields } from '../forms/group-fields.tsx'
import { type Refusals, serverRefusals } from '../forms/refusals.ts'
import { SchemaField } from '../forms/schema-field.tsx'
import { checkCommand, commandShape } from './command-schemas.ts'
import classes from './control.module.css'
import { stationActions } from './station-actions.ts'

const none: Refusals = new Map()

interface CommandFormProps {
  readonly kind: CommandKind
  /** Null: for several stations. */
  readonly station: StationDetail | null
  /** What stands in it at first. */
  readonly initial?: Readonly<Record<string, unknown>> | undefined
  readonly submit: string
  readonly busy: boolean
  /** Why the server has refused. */
  readonly error: unknown
  readonly onSubmit: (command: CommandBody) => void
  /** What can be asked about the command before it is sent. */
  readonly question?: string
  readonly onQuestion?: (command: CommandBody) => void
  /** How it is sent. */
  readonly children?: ReactNode
}

/** A command's form, made from its schema. */
export function CommandForm(props: CommandFormProps) {
  const { kind, station, initial, submit, busy, error, onSubmit, children, question, onQuestion } = props
  const text = useText()
  const shape = commandShape(kind)
  const [draft, setDraft] = useState<DraftGroup>(() => draftOfGroup(shape, initial))
  const [isTried, setTried] = useState(false)
  const [sent, setSent] = useState<DraftGroup | null>(null)
  const checked = useMemo(() => checkCommand(kind, groupValue(shape, draft), text), [kind, shape, draft, text])
  const refusals = useMemo(() => {
    if (!checked.ok) return isTried ? checked.refusals : none
    // What the server said holds until the form is changed.
    return sent === draft ? serverRefusals(error, 'command', text) : none
  }, [checked, isTried, sent, draft, error, text])
  const version = station?.ocppVersion ?? '2.1'
  const surroundings = useMemo(
    () => ({ refusals, station, actions: stationActions[version], Control: SchemaField }),
    [refusals, station, version],
  )
  const onForm = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!checked.ok || busy) return
    setSent(draft)
    onSubmit(checked.command)
  }
  const ask = () => {
    setTried(true)
    if (checked.ok) onQuestion?.(checked.command)
  }
  const atFields = refusals.size - (refusals.has('') ? 1 : 0)
  const said = atFields > 0 ? text('form.checkFields', { count: atFields }) : refusals.get('')
  return (
    <form className={classes['form']} onSubmit={onForm} noValidate>
      <FormContext value={surroundings}>
        {shape.fields.length === 0 ? <p className={classes['dim']}>{text('form.noFields')}</p> : null}
        <GroupFields path="" shape={shape} draft={draft} onChange={setDraft} />
      </FormContext>
      {children}
      <p role="alert" className={classes['error']}>
        {said ?? (error === null || sent !== draft ? null : errorLine(error, text))}
      </p>
      <div className={classes['buttons']}>
        <Button type="submit" loading={busy} leftSection={<Send size={16} aria-hidden />}>
          {submit}
        </Button>
        {question === undefined ? null : (
          <Button variant="default" onClick={ask}>
            {question}
          </Button>
        )}
      </div>
    </form>
  )
}
