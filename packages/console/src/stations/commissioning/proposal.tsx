import { Button } from '@mantine/core'
import type { Commissioning } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useMay } from '../../app/use-may.ts'
import { quirksOn } from '../../quirks/quirk.ts'
import { QuirkWords } from '../../quirks/quirk-words.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago } from '../../ui/when.tsx'
import station from '../station.module.css'
import classes from './commissioning.module.css'

interface ProposalProps {
  readonly report: Commissioning
  readonly isDeclining: boolean
  readonly onDecline: () => void
}

/** Tolerances that the station seems to need, to be switched on or not. */
export function Proposal({ report, isDeclining, onDecline }: ProposalProps) {
  const text = useText()
  const { proposedQuirks, matchingProfiles, decision } = report
  const may = useMay()
  const accept = useAccept(report)
  const isNeeded = quirksOn(proposedQuirks).length > 0
  return (
    <Panel
      title={text('proposal.title')}
      aside={
        <Link to="/quirks" className={classes['link']}>
          {text('nav.quirks')}
        </Link>
      }
    >
      <div className={classes['proposal']}>
        {isNeeded ? <QuirkWords quirks={proposedQuirks} /> : <p>{text('proposal.none')}</p>}
        {matchingProfiles.length === 0 ? null : (
          <p className={classes['dim']}>{text('proposal.profiles', { names: matchingProfiles.join(', ') })}</p>
        )}
        {decision === null ? null : <Decision decision={decision} />}
        {isNeeded && decision === null && may.call('acceptCommissioning') ? (
          <>
            <p className={classes['dim']}>{text('proposal.accept.text')}</p>
            <div className={station['danger']}>
              <Button loading={accept.isPending} onClick={() => accept.mutate()}>
                {text('proposal.accept')}
              </Button>
              <Button variant="default" loading={isDeclining} onClick={onDecline}>
                {text('proposal.decline')}
              </Button>
            </div>
          </>
        ) : null}
        <p role="alert">{accept.isError ? errorLine(accept.error, text) : null}</p>
      </div>
    </Panel>
  )
}

function Decision({ decision: { outcome, by, at } }: { decision: NonNullable<Commissioning['decision']> }) {
  const text = useText()
  return (
    <p className={classes['line']} role="status">
      <ToneMark tone={outcome === 'accepted' ? 'available' : 'neutral'}>{text(`proposal.${outcome}`, { by })}</ToneMark>
      <span className={classes['dim']}>
        <Ago at={at} />
      </span>
    </p>
  )
}

function useAccept({ id, stationId }: Commissioning) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('acceptCommissioning', { params: { id } }),
    onSuccess: (detail) => {
      client.setQueryData(queryKeys.station(stationId), detail)
      return Promise.all(
        [queryKeys.commissionings(stationId), queryKeys.quirkProfiles].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
}
