import type { OcppVersion } from '@stationmaster/ocpp'
import { parseTemplate, type Template } from './template.ts'

/** What a station sends again and again, and what it has to send once before and after. */
export interface Workload {
  readonly name: WorkloadName
  readonly version: OcppVersion
  readonly setup: readonly Template[]
  readonly cycle: readonly Template[]
  readonly teardown: readonly Template[]
  /** What is counted: every acknowledged message, or every cycle. */
  readonly unit: 'message' | 'cycle'
  /** A cycle is a transaction of its own. */
  readonly freshTransaction: boolean
}

export type WorkloadName = 'Heartbeat' | 'StatusNotification' | 'MeterValues' | 'TransactionEvent' | 'Transactions'

const call = (action: string, payload: string) => parseTemplate(`[2,"{{id}}","${action}",${payload}]`)

/** 1.6: one sampled value; nine of them make a MeterValues of 1 KB. */
const sampled16 = (value: string, measurand: string, unit: string, phase = '') =>
  `{"value":"${value}","context":"Sample.Periodic","measurand":"${measurand}",${phase}"unit":"${unit}"}`

const METER_16 = [
  sampled16('{{wh}}', 'Energy.Active.Import.Register', 'Wh'),
  sampled16('11040.5', 'Power.Active.Import', 'W'),
  sampled16('16.02', 'Current.Import', 'A', '"phase":"L1",'),
  sampled16('15.98', 'Current.Import', 'A', '"phase":"L2",'),
  sampled16('16.00', 'Current.Import', 'A', '"phase":"L3",'),
  sampled16('229.8', 'Voltage', 'V', '"phase":"L1-N",'),
  sampled16('230.4', 'Voltage', 'V', '"phase":"L2-N",'),
  sampled16('230.1', 'Voltage', 'V', '"phase":"L3-N",'),
  sampled16('31', 'Temperature', 'Celsius', '"location":"Body",'),
].join(',')

/** 2.0.1: register, power, three currents and a state of charge. */
const SAMPLES_201 = [
  '{"value":{{wh}},"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unitOfMeasure":{"unit":"Wh"}}',
  '{"value":11040.5,"context":"Sample.Periodic","measurand":"Power.Active.Import","unitOfMeasure":{"unit":"W"}}',
  ...['L1', 'L2', 'L3'].map(
    (phase) =>
      `{"value":16.02,"context":"Sample.Periodic","measurand":"Current.Import","phase":"${phase}","unitOfMeasure":{"unit":"A"}}`,
  ),
  '{"value":54,"context":"Sample.Periodic","measurand":"SoC","unitOfMeasure":{"unit":"Percent"}}',
].join(',')

/** Each station has a token of its own: this and six digits. */
export const TOKEN_PREFIX = 'BENCHTOKEN'

function transactionEvent(type: 'Started' | 'Updated' | 'Ended', trigger: string): Template {
  const meter = `"meterValue":[{"timestamp":"{{at}}","sampledValue":[${SAMPLES_201}]}]`
  const ending = type === 'Ended' ? ',"stoppedReason":"EVDisconnected"' : ''
  const token = type === 'Started' ? `,"idToken":{"idToken":"${TOKEN_PREFIX}{{station}}","type":"ISO14443"}` : ''
  const info = `"transactionInfo":{"transactionId":"T{{key}}","chargingState":"Charging"${ending}}`
  return call(
    'TransactionEvent',
    `{"eventType":"${type}","timestamp":"{{at}}","triggerReason":"${trigger}","seqNo":{{seq}},${info},"evse":{"id":1,"connectorId":1}${token},${meter}}`,
  )
}

const STARTED = transactionEvent('Started', 'Authorized')
const UPDATED = transactionEvent('Updated', 'MeterValuePeriodic')
const ENDED = transactionEvent('Ended', 'EVDeparted')

const status16 = (status: string) =>
  call('StatusNotification', `{"connectorId":1,"errorCode":"NoError","status":"${status}","timestamp":"{{at}}"}`)

export const WORKLOADS: Readonly<Record<WorkloadName, Workload>> = {
  Heartbeat: {
    name: 'Heartbeat',
    version: '1.6',
    setup: [],
    cycle: [call('Heartbeat', '{}')],
    teardown: [],
    unit: 'message',
    freshTransaction: false,
  },
  StatusNotification: {
    name: 'StatusNotification',
    version: '1.6',
    setup: [],
    cycle: [status16('Preparing'), status16('Available')],
    teardown: [],
    unit: 'message',
    freshTransaction: false,
  },
  MeterValues: {
    name: 'MeterValues',
    version: '1.6',
    setup: [
      call(
        'StartTransaction',
        `{"connectorId":1,"idTag":"${TOKEN_PREFIX}{{station}}","meterStart":{{wh}},"timestamp":"{{at}}"}`,
      ),
    ],
    cycle: [
      call(
        'MeterValues',
        `{"connectorId":1,"transactionId":{{tx}},"meterValue":[{"timestamp":"{{at}}","sampledValue":[${METER_16}]}]}`,
      ),
    ],
    teardown: [
      call('StopTransaction', '{"transactionId":{{tx}},"meterStop":{{wh}},"timestamp":"{{at}}","reason":"Local"}'),
    ],
    unit: 'message',
    freshTransaction: false,
  },
  TransactionEvent: {
    name: 'TransactionEvent',
    version: '2.0.1',
    setup: [STARTED],
    cycle: [UPDATED],
    teardown: [ENDED],
    unit: 'message',
    freshTransaction: false,
  },
  Transactions: {
    name: 'Transactions',
    version: '2.0.1',
    setup: [],
    cycle: [STARTED, UPDATED, UPDATED, UPDATED, UPDATED, UPDATED, ENDED],
    teardown: [],
    unit: 'cycle',
    freshTransaction: true,
  },
}
