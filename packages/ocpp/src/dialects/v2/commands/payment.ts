import type { ResponseOf } from '../../../messages/types.ts'
import type { CommandAnswer } from '../../../vocabulary/command.ts'
import type { PaymentCommand } from '../../../vocabulary/commands/payment.ts'
import { isYes, statusAnswer } from '../../answer.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsupported } from '../../encoding.ts'
import type { Version2 } from '../version.ts'

type TariffCommand = Extract<
  PaymentCommand['kind'],
  'setDefaultTariff' | 'getTariffs' | 'clearTariffs' | 'changeTransactionTariff' | 'notifyWebPayment'
>

/** Displays and costs as 2.x asks for them (part 2, blocks I and O), tariffs as 2.1 does. */
export function paymentCodecs2(version: Version2): CommandCodecs<PaymentCommand['kind']> {
  const to = toAction(version)
  return {
    setDisplayMessage: codec('setDisplayMessage', to('SetDisplayMessage'), ({ message }) => ({
      ok: true,
      action: 'SetDisplayMessage',
      payload: { message },
    })),
    getDisplayMessages: codec(
      'getDisplayMessages',
      to('GetDisplayMessages'),
      ({ requestId, ids, priority, state }) => ({
        ok: true,
        action: 'GetDisplayMessages',
        payload: defined({ requestId, id: ids, priority, state }),
      }),
      // That there is none is an answer, not a refusal (O03.FR.05).
      ({ status, statusInfo }) => ({ ...statusAnswer(status, statusInfo), outcome: 'accepted' }),
    ),
    clearDisplayMessage: codec('clearDisplayMessage', to('ClearDisplayMessage'), ({ messageId }) =>
      request(version, 'ClearDisplayMessage', { id: messageId }),
    ),
    updateCost: codec('updateCost', to('CostUpdated'), ({ transactionId, totalCost, final }) => {
      if (final !== undefined)
        return unsupported(`OCPP ${version} says the final cost in answer to the last TransactionEvent`)
      return request(version, 'CostUpdated', { totalCost, transactionId })
    }),
    showUserPrice: absent(`OCPP ${version} says the price in answer to Authorize`),
    ...(version === '2.1' ? CODECS_21 : ABSENT_201),
  }
}

const to21 = toAction('2.1')

const CODECS_21: CommandCodecs<TariffCommand> = {
  setDefaultTariff: codec('setDefaultTariff', to21('SetDefaultTariff'), ({ evseId, tariff }) =>
    request('2.1', 'SetDefaultTariff', { evseId, tariff }),
  ),
  getTariffs: codec(
    'getTariffs',
    to21('GetTariffs'),
    ({ evseId }) => request('2.1', 'GetTariffs', { evseId }),
    // I09: that there is none is an answer.
    ({ status, statusInfo, tariffAssignments }) => ({
      ...statusAnswer(status, statusInfo),
      outcome: status === 'Rejected' ? 'rejected' : 'accepted',
      data: { tariffAssignments: tariffAssignments ?? [] },
    }),
  ),
  clearTariffs: codec(
    'clearTariffs',
    to21('ClearTariffs'),
    ({ tariffIds, evseId }) => ({ ok: true, action: 'ClearTariffs', payload: defined({ tariffIds, evseId }) }),
    clearedAnswer,
  ),
  changeTransactionTariff: codec(
    'changeTransactionTariff',
    to21('ChangeTransactionTariff'),
    ({ transactionId, tariff }) => request('2.1', 'ChangeTransactionTariff', { tariff, transactionId }),
  ),
  notifyWebPayment: codec('notifyWebPayment', to21('NotifyWebPaymentStarted'), ({ evseId, timeoutS }) =>
    request('2.1', 'NotifyWebPaymentStarted', { evseId, timeout: timeoutS }),
  ),
}

const NO_TARIFFS = absent('OCPP 2.0.1 stations do not compute with tariffs')

const ABSENT_201: CommandCodecs<TariffCommand> = {
  setDefaultTariff: NO_TARIFFS,
  getTariffs: NO_TARIFFS,
  clearTariffs: NO_TARIFFS,
  changeTransactionTariff: NO_TARIFFS,
  notifyWebPayment: absent('OCPP 2.0.1 knows no web payments'),
}

/** The whole is rejected when a tariff could not be cleared; its word is the first that is not plain 'Accepted'. */
function clearedAnswer({ clearTariffsResult }: ResponseOf<'2.1', 'ClearTariffs'>): CommandAnswer {
  const results = [...clearTariffsResult]
  const telling =
    results.find(({ status }) => status === 'Rejected') ?? results.find(({ status }) => !isYes(status)) ?? results[0]
  const answer = statusAnswer(telling?.status ?? 'Accepted', telling?.statusInfo)
  const outcome = telling?.status === 'Rejected' ? 'rejected' : 'accepted'
  return { ...answer, outcome, data: { clearTariffsResult: results } }
}
