import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { Panel } from '../../ui/panel.tsx'
import { DangerZone } from '../danger-zone.tsx'
import { FrameLimitField } from '../frame-limit-field.tsx'
import classes from '../station.module.css'
import { AdmissionFields, PlaceFields, type StationChanges, ToleranceFields } from '../station-fields.tsx'
import type { TabProps } from './tab-props.ts'

/** Name, place, admission, and what to forgive the firmware. */
export function SettingsTab({ station }: TabProps) {
  const text = useText()
  const [changes, setChanges] = useState<StationChanges>({})
  const [isFrameLimitWrong, setFrameLimitWrong] = useState(false)
  const save = useSaveStation(station.id, () => setChanges({}))
  const unchanged = Object.keys(changes).length === 0
  const fields = {
    station,
    changes,
    change: (part: StationChanges) => setChanges((known) => ({ ...known, ...part })),
  }
  return (
    <div className={classes['overview']}>
      <Panel title={text('station.tab.settings')}>
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate(changes)
          }}
        >
          <PlaceFields {...fields} />
          <AdmissionFields {...fields} />
          <ToleranceFields {...fields} />
          <FrameLimitField
            value={station.maxFrameBytes}
            onChange={(maxFrameBytes) => {
              setFrameLimitWrong(maxFrameBytes === undefined)
              if (maxFrameBytes !== undefined) fields.change({ maxFrameBytes })
            }}
          />
          <p role="alert" className={classes['sentence']}>
            {save.isError ? errorLine(save.error, text) : null}
          </p>
          <div>
            <Button type="submit" loading={save.isPending} disabled={unchanged || isFrameLimitWrong}>
              {text('ui.save')}
            </Button>{' '}
            <span role="status">{save.isSuccess && unchanged ? text('ui.saved') : null}</span>
          </div>
        </form>
      </Panel>
      <DangerZone station={station} />
    </div>
  )
}

function useSaveStation(stationId: string, onSaved: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: StationChanges) => call('updateStation', { params: { stationId }, body }),
    onSuccess: (detail) => {
      client.setQueryData(queryKeys.station(stationId), detail)
      onSaved()
      return client.invalidateQueries({ queryKey: queryKeys.stationLists })
    },
  })
}
