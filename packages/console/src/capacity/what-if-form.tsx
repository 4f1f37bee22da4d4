import { TextInput } from '@mantine/core'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { serverRefusal } from '../ui/form-errors.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './capacity.module.css'
import type { WhatIfFields } from './what-if-fields.ts'

interface WhatIfFormProps {
  readonly fields: WhatIfFields
  /** Names of the contract's fields that do not fit. */
  readonly refused: ReadonlySet<string>
  readonly error: unknown
  readonly siteLimitW: number | null
  /** Percent that is assumed when the field is empty; null while unknown. */
  readonly usualGrowth: number | null
  readonly onChange: (fields: WhatIfFields) => void
}

/** What is asked. The answer follows as one types. */
export function WhatIfForm({ fields, refused, error, siteLimitW, usualGrowth, onChange }: WhatIfFormProps) {
  const text = useText()
  const format = useFormat()
  const field = (name: keyof WhatIfFields, inContract: string) => ({
    inputMode: 'decimal' as const,
    value: fields[name],
    maxLength: 12,
    error: refused.has(inContract) ? text('form.invalid') : serverRefusal(error, inContract, text),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...fields, [name]: event.currentTarget.value }),
  })
  return (
    <Panel title={text('capacity.ask')}>
      <div className={classes['fields']}>
        <TextInput label={text('capacity.chargers')} {...field('chargers', 'addedChargers')} />
        <TextInput label={text('capacity.power')} {...field('power', 'chargerPowerW')} />
        <TextInput
          label={text('capacity.limit')}
          description={
            siteLimitW === null
              ? text('capacity.limit.none')
              : text('capacity.limit.hint', { limit: format.power(siteLimitW) })
          }
          {...field('limit', 'limitW')}
        />
        <TextInput
          label={text('capacity.growth')}
          description={text('capacity.growth.hint')}
          placeholder={usualGrowth === null ? '' : format.number(usualGrowth)}
          {...field('growth', 'growthPercent')}
        />
      </div>
    </Panel>
  )
}
