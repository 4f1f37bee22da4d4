import { TextInput } from '@mantine/core'
import type { CallInput, CommandKind } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ListTodo } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ApiError, call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { CommandCatalogue } from '../commands/command-catalogue.tsx'
import { CommandForm } from '../commands/command-form.tsx'
import { isInVersion } from '../commands/command-versions.ts'
import control from '../commands/control.module.css'
import { type Delivery, DeliveryFields, deliveryOf } from '../commands/delivery-fields.tsx'
import { readKept } from '../stations/bulk/kept-selection.ts'
import type { StationFilter } from '../stations/queries.ts'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { CourseFields } from './course-fields.tsx'
import { RehearsalNote } from './rehearsal-note.tsx'
import { useChosenCount } from './use-chosen-count.ts'
import { courseOf, usualCourse } from './wave-choice.ts'

const route = getRouteApi('/app/runs/new')
const DEFAULT_PACE = 600
const FASTEST = 60_000
const AN_HOUR_S = 3600

/** A command for many stations: which, what, and how fast. */
export function NewRunPage() {
  const text = useText()
  const { command: chosen, fileId, ids: named, kept, ...filter } = route.useSearch()
  // Names that another tab has kept are nobody here: better none than all.
  const ids = useMemo(() => (kept === undefined ? named : (readKept(kept) ?? [])), [kept, named])
  const navigate = route.useNavigate()
  const count = useChosenCount(ids, filter)
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  const whom =
    ids !== undefined
      ? text('runs.stations', { count })
      : isNarrowed
        ? text('runs.filtered', { count })
        : `${text('runs.allStations')} · ${text('runs.stations', { count })}`
  const { ocppVersion } = filter
  const may = useMay()
  const reasonAgainst = (kind: CommandKind) =>
    ocppVersion === undefined || isInVersion(kind, ocppVersion) ? null : text('control.notIn', { version: ocppVersion })
  return (
    <Page title={text('runs.new')} lead={whom}>
      <div className={control['control']} data-chosen={chosen === undefined ? undefined : ''}>
        <div className={control['side']}>
          <Panel>
            <CommandCatalogue
              chosen={chosen}
              reasonAgainst={reasonAgainst}
              onChoose={(command) =>
                void navigate({ search: (search) => ({ ...search, command }), replace: true, resetScroll: false })
              }
            />
          </Panel>
        </div>
        <div className={control['main']}>
          {chosen === undefined || !may.send(chosen) ? (
            <Panel>
              <EmptyState icon={ListTodo} title={text('runs.pick')}>
                {text('runs.versions')}
              </EmptyState>
            </Panel>
          ) : (
            <RunForm key={chosen} kind={chosen} fileId={fileId} ids={ids} filter={filter} count={count} />
          )}
        </div>
      </div>
    </Page>
  )
}

interface RunFormProps {
  readonly kind: CommandKind
  readonly fileId: string | undefined
  readonly ids: readonly string[] | undefined
  readonly filter: StationFilter
  readonly count: number
}

function RunForm({ kind, fileId, ids, filter, count }: RunFormProps) {
  const text = useText()
  const client = useQueryClient()
  const navigate = route.useNavigate()
  const [delivery, setDelivery] = useState<Delivery>({ waits: true, deadlineS: AN_HOUR_S, reason: '' })
  const [pace, setPace] = useState(String(DEFAULT_PACE))
  const [course, setCourse] = useState(() => usualCourse(kind))
  const [mustConfirm, setMustConfirm] = useState(false)
  const [confirmed, setConfirmed] = useState('')
  const perMinute = Math.round(Number(pace))
  const going = courseOf(course)
  const isPace = perMinute >= 1 && perMinute <= FASTEST
  const start = useMutation({
    mutationFn: (body: CallInput<'startCommandRun'>['body']) =>
      call('startCommandRun', { body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async (run) => {
      client.setQueryData(queryKeys.run(run.id), run)
      await navigate({ to: '/runs/$runId', params: { runId: run.id } })
    },
    // The server knows what is dangerous and how many stations there are by now.
    onError: (error) => setMustConfirm(error instanceof ApiError && error.problem.code === 'confirmationNeeded'),
  })
  const rehearse = useMutation({
    mutationFn: (body: CallInput<'rehearseCommandRun'>['body']) => call('rehearseCommandRun', { body }),
  })
  const stations = ids === undefined ? { filter: { ...filter } } : { ids: [...ids] }
  return (
    <Panel title={text(`command.${kind}`)} aside={<code translate="no">{kind}</code>}>
      <p className={control['help']}>
        {text(`commandHelp.${kind}`)} {text('runs.versions')}
      </p>
      <CommandForm
        kind={kind}
        station={null}
        initial={kind === 'updateFirmware' && fileId !== undefined ? { fileId } : undefined}
        submit={text('runs.start', { count })}
        question={text('rehearsal.ask')}
        onQuestion={(command) => {
          if (going !== undefined) rehearse.mutate({ command, stations, ...going, ...deliveryOf(delivery) })
        }}
        busy={start.isPending}
        error={start.error}
        onSubmit={(command) => {
          const typed = confirmed === '' ? {} : { confirmStations: Number(confirmed) }
          if (isPace && going !== undefined) {
            start.mutate({ command, stations, perMinute, ...going, ...deliveryOf(delivery), ...typed })
          }
        }}
      >
        <CourseFields course={course} onChange={setCourse} />
        <TextInput
          label={text('runs.pace')}
          description={isPace ? text('runs.pace.hint', { count, minutes: Math.round(count / perMinute) }) : undefined}
          inputMode="numeric"
          value={pace}
          error={isPace ? null : text('form.range', { min: 1, max: FASTEST })}
          onChange={(event) => setPace(event.currentTarget.value)}
        />
        {mustConfirm ? (
          <TextInput
            autoFocus
            label={text('runs.confirm', { count })}
            description={text('runs.confirm.hint')}
            inputMode="numeric"
            value={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.value.replace(/\D/g, ''))}
          />
        ) : null}
        <DeliveryFields delivery={delivery} onChange={setDelivery} />
        <RehearsalNote rehearsal={rehearse.data} error={rehearse.error} />
      </CommandForm>
    </Panel>
  )
}
