import { useText } from '../app/i18n/use-text.ts'
import { type Quirks, quirksOn } from './quirk.ts'
import classes from './quirks.module.css'

/** The tolerances that are on, in words. */
export function QuirkWords({ quirks }: { quirks: Quirks }) {
  const text = useText()
  return (
    <ul className={classes['tolerances']}>
      {quirksOn(quirks).map((name) => (
        <li key={name}>
          {text(`quirk.${name}`)}
          {name === 'missingSubprotocol' ? ` (OCPP ${quirks.missingSubprotocol})` : null}
        </li>
      ))}
    </ul>
  )
}
