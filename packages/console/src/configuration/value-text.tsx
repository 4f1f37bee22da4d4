import { Fragment } from 'react'
import classes from './configuration.module.css'

/** A value as the station has it; a list of many words may break after each. */
export function ValueText({ value }: { value: string | null }) {
  if (value === null) return '–'
  const parts = value.split(',')
  return (
    <code className={classes['value']} translate="no">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
        <Fragment key={index}>
          {index === 0 ? null : ','}
          {index === 0 ? null : <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  )
}
