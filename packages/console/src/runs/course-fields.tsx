import { Radio, TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import control from '../commands/control.module.css'
import classes from './runs.module.css'
import { type Course, readSizes, stopChoices, waveChoices } from './wave-choice.ts'

interface CourseFieldsProps {
  readonly course: Course
  readonly onChange: (course: Course) => void
}

/** In which waves a run goes out, and what stops it. */
export function CourseFields({ course, onChange }: CourseFieldsProps) {
  const text = useText()
  return (
    <div className={control['optionFields']}>
      <Radio.Group label={text('waves.choice')} description={text('waves.hint')} value={course.waves}>
        <div className={classes['choices']}>
          {waveChoices.map((waves) => (
            <Radio
              key={waves}
              value={waves}
              label={text(`waves.${waves}`)}
              onChange={() => onChange({ ...course, waves })}
            />
          ))}
          {course.waves === 'own' ? (
            <TextInput
              label={text('waves.sizes')}
              description={text('waves.sizes.hint')}
              dir="ltr"
              value={course.sizes}
              error={readSizes(course.sizes) === undefined ? text('waves.sizes.wrong') : null}
              onChange={(event) => onChange({ ...course, sizes: event.currentTarget.value })}
            />
          ) : null}
        </div>
      </Radio.Group>
      <Radio.Group label={text('waves.stopRule')} value={course.stop}>
        <div className={classes['choices']}>
          {stopChoices.map((stop) => (
            <Radio
              key={stop}
              value={stop}
              label={text(`waves.stop.${stop}`)}
              onChange={() => onChange({ ...course, stop })}
            />
          ))}
        </div>
      </Radio.Group>
    </div>
  )
}
