import { Button, FileButton, Input } from '@mantine/core'
import { MOST_LOGO_BYTES } from '@stationmaster/server/contract'
import { ImageUp } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './organisation.module.css'
import { MOST_LOGO_PIXELS, type ReadLogo, readLogo } from './read-logo.ts'

const KIB = MOST_LOGO_BYTES / 1024

interface LogoFieldProps {
  readonly value: string | null
  readonly error: string | null
  readonly onChange: (logo: string | null) => void
}

/** A picture from the disk, looked at before it is sent and shown as it will be. */
export function LogoField({ value, error, onChange }: LogoFieldProps) {
  const text = useText()
  const [refused, setRefused] = useState<Extract<ReadLogo, { kind: 'refused' }>['rule'] | null>(null)
  const read = async (file: File | null) => {
    if (file === null) return
    const logo = await readLogo(file)
    setRefused(logo.kind === 'refused' ? logo.rule : null)
    if (logo.kind === 'read') onChange(logo.address)
  }
  const values = { kib: KIB, pixels: MOST_LOGO_PIXELS }
  return (
    <Input.Wrapper
      labelElement="div"
      label={text('organisation.logo')}
      description={text('organisation.logo.hint', values)}
      error={refused === null ? error : text(`organisation.logo.${refused}`, values)}
      errorProps={{ role: 'alert' }}
    >
      <div className={classes['logo']}>
        {value === null ? (
          <span className={classes['dim']}>{text('organisation.logo.none')}</span>
        ) : (
          <img src={value} alt={text('organisation.logo.shown')} height={28} />
        )}
        <FileButton accept="image/png" onChange={(file) => void read(file)}>
          {(props) => (
            <Button {...props} size="compact-md" variant="default" leftSection={<ImageUp size={16} aria-hidden />}>
              {text('organisation.logo.choose')}
            </Button>
          )}
        </FileButton>
        {value === null ? null : (
          <Button size="compact-md" variant="subtle" onClick={() => onChange(null)}>
            {text('organisation.logo.remove')}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  )
}
