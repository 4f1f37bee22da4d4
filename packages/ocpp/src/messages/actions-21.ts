import { ACTIONS_201 } from './actions-201.ts'
import type { ActionOf, Direction } from './types.ts'

/** Every action of 2.1, which keeps those of 2.0.1, with the side that may call it. */
export const ACTIONS_21 = {
  ...ACTIONS_201,
  AFRRSignal: 'toStation',
  AdjustPeriodicEventStream: 'toStation',
  BatterySwap: 'toCsms',
  ChangeTransactionTariff: 'toStation',
  ClearDERControl: 'toStation',
  ClearTariffs: 'toStation',
  ClosePeriodicEventStream: 'toCsms',
  GetCertificateChainStatus: 'toCsms',
  GetDERControl: 'toStation',
  GetPeriodicEventStream: 'toStation',
  GetTariffs: 'toStation',
  NotifyAllowedEnergyTransfer: 'toStation',
  NotifyDERAlarm: 'toCsms',
  NotifyDERStartStop: 'toCsms',
  NotifyPeriodicEventStream: 'toCsms',
  NotifyPriorityCharging: 'toCsms',
  NotifySettlement: 'toCsms',
  NotifyWebPaymentStarted: 'toStation',
  OpenPeriodicEventStream: 'toCsms',
  PullDynamicScheduleUpdate: 'toCsms',
  ReportDERControl: 'toCsms',
  RequestBatterySwap: 'toStation',
  SetDERControl: 'toStation',
  SetDefaultTariff: 'toStation',
  UpdateDynamicSchedule: 'toStation',
  UsePriorityCharging: 'toStation',
  VatNumberValidation: 'toCsms',
} as const satisfies Record<ActionOf<'2.1'>, Direction>
