import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import { isRunning, messagesOf, setMessage } from '../../station/display.ts'
import { changeTransactionTariff, clearTariffs, setDefaultTariff, tariffAssignments } from '../../station/tariffs.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'

const MESSAGES_PER_REPORT = 5

/** Display and costs of a 2.x station, and the tariffs of a 2.1 station. */
export function paymentCommands2(version: Version2) {
  return [
    command(version, 'SetDisplayMessage', setDisplayMessage),
    command(version, 'GetDisplayMessages', getDisplayMessages),
    command(
      version,
      'ClearDisplayMessage',
      (station, { id }): Handled<ResponseOf<'2.0.1', 'ClearDisplayMessage'>> => ({
        response: { status: station.display.messages.delete(id) ? 'Accepted' : 'Unknown' },
      }),
    ),
    command(version, 'CostUpdated', (station, { transactionId, totalCost }) => {
      if (isRunning(station, transactionId)) station.display.costs.set(transactionId, { cost: totalCost })
      return { response: {} }
    }),
    ...(version === '2.1' ? TARIFF_COMMANDS_21 : []),
  ] as const
}

function setDisplayMessage(
  station: StationContext,
  { message }: RequestOf<Version2, 'SetDisplayMessage'>,
): Handled<ResponseOf<'2.1', 'SetDisplayMessage'>> {
  return { response: { status: setMessage(station, message) } }
}

function getDisplayMessages(
  station: StationContext,
  request: RequestOf<Version2, 'GetDisplayMessages'>,
): Handled<ResponseOf<'2.0.1', 'GetDisplayMessages'>> {
  const { requestId, id, priority, state } = request
  const found = messagesOf(station, {
    ...(id !== undefined && { id: [...id] }),
    ...(priority !== undefined && { priority }),
    ...(state !== undefined && { state }),
  })
  if (found.length === 0) return { response: { status: 'Unknown' } }
  const report = async () => {
    for (let at = 0; at < found.length; at += MESSAGES_PER_REPORT) {
      const messageInfo = found.slice(at, at + MESSAGES_PER_REPORT)
      const payload = { requestId, tbc: at + MESSAGES_PER_REPORT < found.length, messageInfo }
      await station.outbox.request({ action: 'NotifyDisplayMessages', payload })
    }
  }
  return { response: { status: 'Accepted' }, after: () => void report() }
}

const TARIFF_COMMANDS_21 = [
  command('2.1', 'SetDefaultTariff', (station, { evseId, tariff }) => ({
    response: { status: setDefaultTariff(station, evseId, tariff) },
  })),
  command('2.1', 'GetTariffs', (station, { evseId }): Handled<ResponseOf<'2.1', 'GetTariffs'>> => {
    const assignments = tariffAssignments(station, evseId)
    if (assignments.length === 0) return { response: { status: 'NoTariff' } }
    return { response: { status: 'Accepted', tariffAssignments: assignments } }
  }),
  command('2.1', 'ClearTariffs', (station, { tariffIds, evseId }) => ({
    response: { clearTariffsResult: clearTariffs(station, tariffIds && [...tariffIds], evseId) },
  })),
  command('2.1', 'ChangeTransactionTariff', (station, { transactionId, tariff }) => ({
    response: { status: changeTransactionTariff(station, transactionId, tariff) },
  })),
  command('2.1', 'NotifyWebPaymentStarted', (station, { evseId, timeout }) => {
    station.display.webPayments.set(evseId, station.scheduler.now() + timeout * 1000)
    return { response: {} }
  }),
] as const
