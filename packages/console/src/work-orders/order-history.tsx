import type { WorkOrderStep } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import { When } from '../ui/when.tsx'
import { SlotTime } from './slot-time.tsx'
import classes from './work-orders.module.css'

/** Every step of an order: who took it, when, and what they said. */
export function OrderHistory({ steps }: { steps: readonly WorkOrderStep[] }) {
  const text = useText()
  return (
    <Panel title={text('work.history')}>
      <ol className={classes['steps']}>
        {steps.map((step) => (
          <li key={`${step.kind} ${step.at}`}>
            <strong>{text(`work.step.${step.kind}`)}</strong>
            <span className={classes['dim']}>
              <When at={step.at} /> · <span translate="no">{step.by}</span>
            </span>
            {step.assignee === null || step.slot === null ? null : (
              <span>
                <span translate="no">{step.assignee}</span> · <SlotTime slot={step.slot} />
              </span>
            )}
            {step.words === null ? null : (
              <span className={classes['words']} translate="no">
                {step.words}
              </span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
