import { Checkbox, NativeSelect } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import { ocppVersions } from '../stations/queries.ts'
import { type Quirks, quirkSwitches } from './quirk.ts'

interface QuirkFieldsProps {
  readonly quirks: Quirks
  readonly onChange: (quirks: Quirks) => void
}

/** Every tolerance there is, with what it means. */
export function QuirkFields({ quirks, onChange }: QuirkFieldsProps) {
  const text = useText()
  return (
    <>
      <NativeSelect
        label={text('quirk.missingSubprotocol')}
        description={text('quirk.missingSubprotocol.hint')}
        value={quirks.missingSubprotocol ?? ''}
        data={[
          { value: '', label: text('quirk.off') },
          ...ocppVersions.map((value) => ({ value, label: `OCPP ${value}` })),
        ]}
        onChange={(event) => {
          const { missingSubprotocol: _, ...rest } = quirks
          const version = ocppVersions.find((each) => each === event.currentTarget.value)
          onChange(version === undefined ? rest : { ...rest, missingSubprotocol: version })
        }}
      />
      {quirkSwitches.map((name) => (
        <Checkbox
          key={name}
          label={text(`quirk.${name}`)}
          description={text(`quirk.${name}.hint`)}
          checked={quirks[name] === true}
          onChange={(event) => {
            const { [name]: _, ...rest } = quirks
            onChange(event.currentTarget.checked ? { ...rest, [name]: true } : rest)
          }}
        />
      ))}
    </>
  )
}
