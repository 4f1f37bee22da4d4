import { Button } from '@mantine/core'
import type { Bay, FloorPlan, PlanLevel, StationSummary } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { BayFields } from './bay-fields.tsx'
import { DraggableBay } from './draggable-bay.tsx'
import { bayInFreePlace, newLevel, outletsWithoutBay, withBaysFor } from './drawing.ts'
import { LevelChoice } from './level-choice.tsx'
import { LevelFields } from './level-fields.tsx'
import classes from './plan.module.css'
import { PlanGrid } from './plan-grid.tsx'

interface PlanEditorProps {
  readonly siteId: string
  readonly plan: FloorPlan
  readonly stations: readonly StationSummary[]
  readonly onClose: () => void
}

/** Draws the bays of a site. Nothing is stored before it is saved. */
export function PlanEditor({ siteId, plan, stations, onClose }: PlanEditorProps) {
  const text = useText()
  const client = useQueryClient()
  const [levels, setLevels] = useState<readonly PlanLevel[]>(() =>
    plan.levels.length > 0 ? plan.levels : [newLevel(text('site.level.first'))],
  )
  const [chosen, setChosen] = useState(levels[0]?.id)
  const level = levels.find(({ id }) => id === chosen) ?? levels[0]
  const save = useMutation({
    mutationFn: () =>
      call('saveFloorPlan', { params: { id: siteId }, body: { version: plan.version, levels: [...levels] } }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.floorPlan(siteId), saved)
      onClose()
    },
  })
  const setLevel = (next: PlanLevel) => setLevels((known) => known.map((each) => (each.id === next.id ? next : each)))
  const addLevel = () => {
    const added = newLevel(text('site.level.next', { number: levels.length + 1 }))
    setLevels([...levels, added])
    setChosen(added.id)
  }
  const names = levels.flatMap((each) => [each, ...each.bays]).map(({ name }) => name.trim())
  return (
    <div className={classes['editor']}>
      <LevelChoice levels={levels} chosen={level?.id} onChoose={setChosen}>
        <Button variant="subtle" leftSection={<Plus size={16} aria-hidden />} onClick={addLevel}>
          {text('site.level.add')}
        </Button>
      </LevelChoice>
      {level === undefined ? null : (
        <LevelEditor
          key={level.id}
          siteId={siteId}
          level={level}
          levels={levels}
          stations={stations}
          onChange={setLevel}
          onRemove={() => setLevels(levels.filter(({ id }) => id !== level.id))}
        />
      )}
      <p role="alert" className={classes['refusal']}>
        {save.isError ? errorLine(save.error, text) : null}
      </p>
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {text('ui.cancel')}
        </Button>
        <Button loading={save.isPending} disabled={names.includes('')} onClick={() => save.mutate()}>
          {text('site.plan.save')}
        </Button>
      </div>
    </div>
  )
}

interface LevelEditorProps {
  readonly siteId: string
  readonly level: PlanLevel
  readonly levels: readonly PlanLevel[]
  readonly stations: readonly StationSummary[]
  readonly onChange: (level: PlanLevel) => void
  readonly onRemove: () => void
}

function LevelEditor({ siteId, level, levels, stations, onChange, onRemove }: LevelEditorProps) {
  const text = useText()
  const grid = useRef<HTMLUListElement>(null)
  const hintId = useId()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = level.bays.find(({ id }) => id === chosenId)
  const change = (bay: Bay) => onChange({ ...level, bays: level.bays.map((each) => (each.id === bay.id ? bay : each)) })
  const remove = (bay: Bay) => onChange({ ...level, bays: level.bays.filter(({ id }) => id !== bay.id) })
  const free = bayInFreePlace(level)
  const outlets = outletsWithoutBay(levels, stations)
  return (
    <>
      <div className={classes['buttons']}>
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden />}
          disabled={free === undefined}
          onClick={() => {
            if (free === undefined) return
            onChange({ ...level, bays: [...level.bays, free] })
            setChosenId(free.id)
          }}
        >
          {text('site.bay.add')}
        </Button>
        <Button
          variant="default"
          disabled={free === undefined || outlets.length === 0}
          onClick={() => onChange(withBaysFor(level, outlets))}
        >
          {text('site.bay.addAll', { count: outlets.length })}
        </Button>
      </div>
      <p id={hintId} className={classes['hint']}>
        {text('site.bay.hint')}
      </p>
      <PlanGrid ref={grid} siteId={siteId} level={level} label={text('site.plan.of', { level: level.name })}>
        {(bay) => (
          <DraggableBay
            bay={bay}
            level={level}
            isChosen={bay.id === chosenId}
            grid={grid}
            hintId={hintId}
            onChoose={() => setChosenId(bay.id)}
            onChange={change}
            onRemove={() => remove(bay)}
          />
        )}
      </PlanGrid>
      {chosen === undefined ? null : (
        <BayFields bay={chosen} level={level} stations={stations} onChange={change} onRemove={() => remove(chosen)} />
      )}
      <LevelFields siteId={siteId} level={level} onChange={onChange} onRemove={onRemove} />
    </>
  )
}
