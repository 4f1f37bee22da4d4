import { Textarea } from '@mantine/core'
import { type ChangeEvent, useId } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './certificates.module.css'

const LARGEST_FILE = 100_000

interface PemFieldProps {
  readonly label: string
  readonly description?: string
  readonly value: string
  readonly required?: boolean
  readonly error?: string | null
  readonly onChange: (pem: string) => void
}

/** A certificate in PEM: pasted, or read from a file. */
export function PemField({ label, description, value, required = false, error = null, onChange }: PemFieldProps) {
  const text = useText()
  const id = useId()
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0]
    if (file !== undefined) onChange(await file.slice(0, LARGEST_FILE).text())
  }
  return (
    <div className={classes['pemField']}>
      <Textarea
        label={label}
        description={description}
        value={value}
        rows={6}
        required={required}
        error={error}
        spellCheck={false}
        placeholder="-----BEGIN CERTIFICATE-----"
        classNames={{ input: classes['pem'] ?? '' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <label htmlFor={id} className={classes['dim']}>
        {text('trust.fromFile')}
      </label>
      <input
        id={id}
        type="file"
        accept=".pem,.crt,.cer"
        className={classes['picker']}
        onChange={(event) => void read(event)}
      />
    </div>
  )
}
