import type { PaymentCommand } from '../../../vocabulary/commands/payment.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { costTransfer } from '../cost-convention.ts'

const to = toAction('1.6')
const NO_MESSAGES = absent('OCPP 1.6 has no display messages')
const NO_TARIFFS = absent('OCPP 1.6 stations do not compute with tariffs')

/** Prices and costs as 1.6 shows them, by a convention over DataTransfer. */
export const PAYMENT_CODECS_16: CommandCodecs<PaymentCommand['kind']> = {
  setDisplayMessage: NO_MESSAGES,
  getDisplayMessages: NO_MESSAGES,
  clearDisplayMessage: NO_MESSAGES,
  updateCost: codec('updateCost', to('DataTransfer'), costTransfer),
  showUserPrice: codec('showUserPrice', to('DataTransfer'), costTransfer),
  setDefaultTariff: NO_TARIFFS,
  getTariffs: NO_TARIFFS,
  clearTariffs: NO_TARIFFS,
  changeTransactionTariff: NO_TARIFFS,
  notifyWebPayment: absent('OCPP 1.6 knows no web payments'),
}
