import { Fragment } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './settings.module.css'

/** Says by which settings of the program something is fixed that nobody can change here. */
export function SetBy({ names }: { names: readonly string[] }) {
  const text = useText()
  return (
    <p className={classes['dim']}>
      {text('storage.setBy')}
      {names.map((name) => (
        <Fragment key={name}>
          {' '}
          <code translate="no">{name}</code>
        </Fragment>
      ))}
    </p>
  )
}
