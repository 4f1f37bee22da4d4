import { Button, FileButton, NumberInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import type { PlanLevel } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { resized } from './drawing.ts'
import classes from './plan.module.css'
import { readPicture } from './read-picture.ts'

interface LevelFieldsProps {
  readonly siteId: string
  readonly level: PlanLevel
  readonly onChange: (level: PlanLevel) => void
  readonly onRemove: () => void
}

/** Name, size and picture of a level. */
export function LevelFields({ siteId, level, onChange, onRemove }: LevelFieldsProps) {
  const text = useText()
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const { picture, width, height } = await readPicture(file).catch(() => {
        throw new UnreadablePicture()
      })
      const { id: pictureId } = await call('addPlanPicture', { params: { id: siteId }, body: { picture } })
      // The grid takes the shape of the picture, so that nothing of it is distorted.
      onChange(resized({ ...level, pictureId }, { rows: (level.columns * height) / width }))
    },
  })
  const refusal = upload.error
  const said =
    refusal instanceof UnreadablePicture ? text('site.picture.unreadable') : refusal && errorLine(refusal, text)
  return (
    <fieldset className={classes['fields']}>
      <legend>{text('site.level', { level: level.name })}</legend>
      <TextInput
        label={text('site.level.name')}
        required
        maxLength={40}
        value={level.name}
        error={level.name.trim() === '' ? text('form.needed') : null}
        onChange={(event) => onChange({ ...level, name: event.currentTarget.value })}
      />
      {(['columns', 'rows'] as const).map((side) => (
        <NumberInput
          key={side}
          label={text(`site.level.${side}`)}
          min={4}
          max={200}
          allowDecimal={false}
          value={level[side]}
          onBlur={(event) => onChange(resized(level, { [side]: Number(event.currentTarget.value) }))}
        />
      ))}
      <div className={classes['across']}>
        <FileButton accept="image/*" onChange={(file) => file !== null && upload.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={upload.isPending}>
              {text(level.pictureId === null ? 'site.picture.add' : 'site.picture.replace')}
            </Button>
          )}
        </FileButton>
        {level.pictureId === null ? null : (
          <Button variant="subtle" onClick={() => onChange({ ...level, pictureId: null })}>
            {text('site.picture.remove')}
          </Button>
        )}
        <Button variant="subtle" color="red" onClick={onRemove}>
          {text('site.level.remove')}
        </Button>
      </div>
      <p role="alert" className={classes['refusal']}>
        {said}
      </p>
    </fieldset>
  )
}

/** A file that is no picture the browser could read. */
class UnreadablePicture extends Error {}
