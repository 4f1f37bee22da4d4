import type { StationCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import type { CommandContext } from './neutral-command.ts'

type PaymentKind =
  | 'setDisplayMessage'
  | 'getDisplayMessages'
  | 'clearDisplayMessage'
  | 'updateCost'
  | 'showUserPrice'
  | 'setDefaultTariff'
  | 'getTariffs'
  | 'clearTariffs'
  | 'changeTransactionTariff'
  | 'notifyWebPayment'

type PaymentBody = Extract<z.output<typeof CommandBody>, { kind: PaymentKind }>

/** Turns the API's words about displays, costs and tariffs into neutral ones. */
export function neutralPaymentCommand(body: PaymentBody, context: CommandContext): StationCommand {
  switch (body.kind) {
    case 'getDisplayMessages':
      return { ...body, requestId: context.requestId }
    case 'updateCost': {
      const { kind, totalCost, running, final } = body
      return {
        ...{ kind, totalCost, transactionId: transactionOf(context) },
        ...(running !== undefined && { running: { ...running, atMs: context.nowMs } }),
        ...(final !== undefined && { final }),
      }
    }
    case 'changeTransactionTariff':
      return { kind: body.kind, transactionId: transactionOf(context), tariff: body.tariff }
    case 'setDisplayMessage':
    case 'clearDisplayMessage':
    case 'showUserPrice':
    case 'setDefaultTariff':
    case 'getTariffs':
    case 'clearTariffs':
    case 'notifyWebPayment':
      return body
  }
}

function transactionOf({ transactionId }: CommandContext): string {
  if (transactionId === undefined) throw new Error('The transaction of the command was not looked up.')
  return transactionId
}
