import { useId } from 'react'
import classes from './segments.module.css'

interface Segment<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly disabled?: boolean
}

interface SegmentsProps<Value extends string> {
  /** What is chosen, for those who hear it. */
  readonly label: string
  readonly value: Value
  readonly data: readonly Segment<Value>[]
  onChange(value: Value): void
  readonly size?: 'small' | 'usual'
  /** As wide as what it stands in. */
  readonly wide?: boolean
}

/** A choice of few, all in view: radio buttons that look like one switch. The library's is a dozen times as heavy. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, data, onChange, size = 'usual', wide = false } = props
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={classes['segments']} data-size={size} data-wide={wide}>
      {data.map((segment) => (
        <label key={segment.value} className={classes['segment']}>
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.disabled}
            onChange={() => onChange(segment.value)}
            className={classes['button']}
          />
          <span>{segment.label}</span>
        </label>
      ))}
    </div>
  )
}
