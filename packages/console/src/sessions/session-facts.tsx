import type { SessionDetail } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Facts, Raw } from '../ui/facts.tsx'
import { When } from '../ui/when.tsx'

export function SessionFacts({ session }: { session: SessionDetail }) {
  const text = useText()
  const format = useFormat()
  const raw = (value: string | null) => (value === null ? null : <Raw>{value}</Raw>)
  const when = (at: string | null) => (at === null ? null : <When at={at} />)
  const energy = (energyWh: number | null) => (energyWh === null ? null : format.energy(energyWh))
  const authorization = session.authorizationStatus
  const stopped = session.stoppedReason
  return (
    <Facts
      facts={[
        { name: text('sessions.started'), value: when(session.startedAt) },
        { name: text('session.endedAt'), value: when(session.endedAt) },
        { name: text('sessions.token'), value: raw(session.tokenLabel ?? session.idToken) },
        {
          name: text('session.authorization'),
          value: authorization === null ? null : (text.maybe(`authorization.${authorization}`) ?? raw(authorization)),
        },
        {
          name: text('session.stopped'),
          value: stopped === null ? null : (text.maybe(`stopped.${stopped}`) ?? raw(stopped)),
        },
        { name: text('session.transaction'), value: raw(session.transactionId) },
        { name: text('session.meterStart'), value: energy(session.meterStartWh) },
        { name: text('session.meterStop'), value: energy(session.meterStopWh) },
        { name: text('session.maxPower'), value: session.maxPowerW === null ? null : format.power(session.maxPowerW) },
        { name: text('session.confidenceName'), value: format.percent(session.confidence * 100) },
        { name: text('session.stationStart'), value: when(session.startedAtStation) },
        { name: text('session.stationEnd'), value: when(session.endedAtStation) },
        { name: text('session.received'), value: when(session.receivedAt) },
        { name: text('session.offline'), value: session.offline ? text('ui.yes') : null },
      ]}
    />
  )
}
