import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './connect.module.css'
import type { VersionHint } from './registered.ts'

const steps = {
  '1.6': ['connect.how.16.1', 'connect.how.16.2', 'connect.how.16.3', 'connect.how.16.4'],
  '2.x': ['connect.how.2x.1', 'connect.how.2x.2', 'connect.how.2x.3', 'connect.how.2x.4'],
} as const

/** Where in a station the address and the password go. */
export function HowTo({ version }: { version: VersionHint }) {
  const text = useText()
  return (
    <Panel title={text('connect.step.how', { version })}>
      <ol className={classes['steps']}>
        {steps[version].map((step) => (
          <li key={step}>{text(step)}</li>
        ))}
      </ol>
    </Panel>
  )
}
