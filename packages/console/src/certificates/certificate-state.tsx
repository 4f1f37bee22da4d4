import type { CallOutput } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import classes from './certificates.module.css'

type Certificate = CallOutput<'listStationCertificates'>['items'][number]

const tones: Readonly<Record<Certificate['state'], Tone>> = {
  requested: 'charging',
  issued: 'charging',
  accepted: 'charging',
  active: 'available',
  superseded: 'neutral',
  failed: 'faulted',
  revoked: 'faulted',
}

/** How far a certificate of a station has come, and what stands in its way. */
export function CertificateState({ state, problem }: Pick<Certificate, 'state' | 'problem'>) {
  const text = useText()
  return (
    <>
      <ToneMark tone={tones[state]}>{text(`certificate.${state}`)}</ToneMark>
      {problem === null ? null : (
        <span className={classes['problem']} translate="no">
          {problem}
        </span>
      )}
    </>
  )
}
