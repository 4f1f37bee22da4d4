import { z } from 'zod'
import { TimeInput, Uuid } from '../primitives.ts'
import { StationTariff } from './station-tariff.ts'

const place = z.int().min(0).max(999)
const messageId = z.int().min(0).max(2_147_483_647)
const transaction = { sessionId: Uuid.optional(), transactionId: z.string().min(1).max(36).optional() }
const Priority = z.enum(['AlwaysFront', 'InFront', 'NormalCycle'])
/** Suspended and Discharging are of 2.1. */
const State = z.enum(['Charging', 'Faulted', 'Idle', 'Unavailable', 'Suspended', 'Discharging'])

const Content = z.strictObject({
  /** QRCODE is of 2.1. */
  format: z.enum(['ASCII', 'HTML', 'URI', 'UTF8', 'QRCODE']),
  /** RFC 5646. */
  language: z.string().min(2).max(8).exactOptional(),
  content: z.string().min(1).max(1024),
})

const DisplayMessage = z.strictObject({
  id: messageId,
  priority: Priority,
  /** Shown only while the station (or the EVSE) is in this state. */
  state: State.exactOptional(),
  startDateTime: TimeInput.exactOptional(),
  endDateTime: TimeInput.exactOptional(),
  /** Shown only during this transaction, and removed with it. */
  transactionId: z.string().min(1).max(36).exactOptional(),
  message: Content,
  /** 2.1: the same in other languages. */
  messageExtra: z.array(Content).min(1).max(4).exactOptional(),
  /** Which of several displays. */
  display: z
    .strictObject({
      name: z.string().min(1).max(50),
      instance: z.string().max(50).exactOptional(),
      evse: z.strictObject({ id: place, connectorId: place.exactOptional() }).exactOptional(),
    })
    .exactOptional(),
})

/** What drivers are shown and told of prices, and the tariffs that a station computes with. */
export const PAYMENT_COMMANDS = [
  z.strictObject({ kind: z.literal('setDisplayMessage'), message: DisplayMessage }),
  z.strictObject({
    kind: z.literal('getDisplayMessages'),
    ids: z.array(messageId).min(1).max(100).exactOptional(),
    priority: Priority.exactOptional(),
    state: State.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('clearDisplayMessage'), messageId }),
  z.strictObject({
    kind: z.literal('updateCost'),
    ...transaction,
    totalCost: z.number().min(0).max(1_000_000_000),
    /** 1.6: what is shown beside the figure. */
    running: z
      .strictObject({
        meterWh: z.int().min(0).max(1_000_000_000_000),
        state: z.enum(['Charging', 'Idle']).default('Charging'),
      })
      .exactOptional(),
    /** 1.6: this is the end. */
    final: z.strictObject({ priceText: z.string().min(1).max(500) }).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('showUserPrice'),
    idToken: z.string().trim().min(1).max(255),
    priceText: z.string().min(1).max(500),
  }),
  z.strictObject({ kind: z.literal('setDefaultTariff'), evseId: place.default(0), tariff: StationTariff }),
  z.strictObject({ kind: z.literal('getTariffs'), evseId: place.default(0) }),
  z.strictObject({
    kind: z.literal('clearTariffs'),
    tariffIds: z.array(z.string().min(1).max(60)).min(1).max(100).exactOptional(),
    evseId: place.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('changeTransactionTariff'), ...transaction, tariff: StationTariff }),
  z.strictObject({ kind: z.literal('notifyWebPayment'), evseId: place, timeoutS: z.int().min(1).max(86_400) }),
] as const
