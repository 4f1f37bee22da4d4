import { Loader } from '@mantine/core'
import type { StationDetail } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { Knocked } from '../refusals/knocked.tsx'
import { stationQuery } from '../stations/queries.ts'
import { useNow } from '../ui/use-now.ts'
import classes from './connect.module.css'
import { Hints } from './hints.tsx'

const ASK_EVERY_MS = 3000
const HINTS_AFTER_MS = 30_000

type Stage = 'waiting' | 'connected' | 'booted'

/** Waits for the first Boot and says what has happened so far. */
export function Arrival({ stationId }: { stationId: string }) {
  const text = useText()
  const [sinceMs] = useState(() => Date.now())
  const nowMs = useNow(1000)
  // The live stream brings the news; asking as well heals a lost message.
  const { data: station } = useQuery({ ...stationQuery(stationId), refetchInterval: ASK_EVERY_MS })
  const stage = stageOf(station)
  return (
    <>
      <section className={classes['arrival']} data-stage={stage}>
        <div role="status" className={classes['arrivalHead']}>
          {stage === 'booted' ? (
            <CircleCheck size={24} aria-hidden className={classes['good']} />
          ) : (
            <Loader size={22} />
          )}
          <div>
            <strong>{text(`connect.${stage}`, { station: stationId })}</strong>
            {station !== undefined && stage === 'booted' ? (
              <div translate="no">
                {[
                  station.vendor,
                  station.model,
                  station.firmwareVersion,
                  station.ocppVersion && `OCPP ${station.ocppVersion}`,
                ]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </div>
            ) : (
              <div className={classes['dim']}>
                {text(`connect.${stage === 'connected' ? 'connected' : 'waiting'}.text`)}
              </div>
            )}
          </div>
        </div>
        {stage === 'waiting' && nowMs - sinceMs > HINTS_AFTER_MS ? <Hints stationId={stationId} /> : null}
      </section>
      {stage === 'waiting' ? <Knocked stationId={stationId} /> : null}
    </>
  )
}

function stageOf(station: StationDetail | undefined): Stage {
  if (station === undefined) return 'waiting'
  if (station.bootedAt !== null) return 'booted'
  return station.online ? 'connected' : 'waiting'
}
