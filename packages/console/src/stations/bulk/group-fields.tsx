import { Button, Checkbox, TextInput } from '@mantine/core'
import type { StationGroup } from '@stationmaster/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { serverRefusal } from '../../ui/form-errors.ts'
import classes from './bulk.module.css'
import type { ChangeFieldsProps } from './change-dialog.tsx'
import { stationGroupsQuery } from './queries.ts'

type Chosen = ReadonlySet<string>

/** Groups to put stations into, and groups to take them out of. */
export function GroupFields({ onChange }: ChangeFieldsProps) {
  const { data } = useQuery(stationGroupsQuery)
  const text = useText()
  const [into, setInto] = useState<Chosen>(new Set())
  const [out, setOut] = useState<Chosen>(new Set())
  const tell = (added: Chosen, removed: Chosen) => {
    const change = {
      ...(added.size === 0 ? {} : { addToGroups: [...added] }),
      ...(removed.size === 0 ? {} : { removeFromGroups: [...removed] }),
    }
    onChange(Object.keys(change).length === 0 ? undefined : change)
  }
  const groups = data?.items ?? []
  const put = (next: Chosen) => {
    setInto(next)
    tell(next, out)
  }
  return (
    <>
      <Boxes legend={text('bulk.addGroups')} groups={groups} chosen={into} onChange={put} />
      <NewGroup onMade={(id) => put(new Set([...into, id]))} />
      <Boxes
        legend={text('bulk.removeGroups')}
        groups={groups}
        chosen={out}
        onChange={(next) => {
          setOut(next)
          tell(into, next)
        }}
      />
    </>
  )
}

interface BoxesProps {
  readonly legend: string
  readonly groups: readonly StationGroup[]
  readonly chosen: Chosen
  readonly onChange: (chosen: Chosen) => void
}

function Boxes({ legend, groups, chosen, onChange }: BoxesProps) {
  const text = useText()
  return (
    <fieldset className={classes['choices']}>
      <legend>{legend}</legend>
      {groups.length === 0 ? text('bulk.noGroups') : null}
      {groups.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={<span translate="no">{name}</span>}
          checked={chosen.has(id)}
          onChange={(event) => {
            const next = new Set(chosen)
            if (event.currentTarget.checked) next.add(id)
            else next.delete(id)
            onChange(next)
          }}
        />
      ))}
    </fieldset>
  )
}

function NewGroup({ onMade }: { onMade: (id: string) => void }) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const make = useMutation({
    mutationFn: () => call('createStationGroup', { body: { name: name.trim() }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async ({ id }) => {
      setName('')
      await client.invalidateQueries({ queryKey: queryKeys.stationGroups })
      onMade(id)
    },
  })
  return (
    <div className={classes['pair']}>
      <TextInput
        label={text('bulk.newGroup')}
        value={name}
        maxLength={60}
        error={serverRefusal(make.error, 'name', text)}
        onChange={(event) => {
          make.reset()
          setName(event.currentTarget.value)
        }}
      />
      <Button variant="default" disabled={name.trim() === ''} loading={make.isPending} onClick={() => make.mutate()}>
        {text('bulk.addGroup')}
      </Button>
    </div>
  )
}
