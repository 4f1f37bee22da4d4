import { z } from 'zod'
import { Uuid } from '../primitives.ts'
import { ModelPlace, VariableRef } from './places.ts'

/** 0 (danger) to 9 (debug); numbers beyond are reserved. */
export const severity = z.int().min(0).max(9)
const streamId = z.int().min(0).max(2_147_483_647)
const monitorId = z.int().min(0).max(2_147_483_647)
const name = z.string().min(1).max(50)

/** How often the values of a stream come: at least every so many seconds, or when so many are gathered. */
const StreamPace = z
  .strictObject({
    intervalS: z.int().min(0).max(86_400).exactOptional(),
    values: z.int().min(0).max(10_000).exactOptional(),
  })
  .refine((pace) => pace.intervalS !== undefined || pace.values !== undefined, 'must say intervalS or values')

const MonitorSetting = VariableRef.omit({ attribute: true }).extend({
  type: z.enum([
    'UpperThreshold',
    'LowerThreshold',
    'Delta',
    'Periodic',
    'PeriodicClockAligned',
    'TargetDelta',
    'TargetDeltaRelative',
  ]),
  /** The threshold, the change, or the seconds of a period. */
  value: z.number().min(-1e12).max(1e12),
  severity,
  /** Replaces this monitor. */
  monitorId: monitorId.exactOptional(),
  /** Only while a transaction runs. */
  transaction: z.boolean().exactOptional(),
  /** OCPP 2.1: the values come as a stream. */
  stream: StreamPace.exactOptional(),
})

const CertificateHash = z.strictObject({
  hashAlgorithm: z.enum(['SHA256', 'SHA384', 'SHA512']),
  issuerNameHash: z.string().min(1).max(128),
  issuerKeyHash: z.string().min(1).max(128),
  serialNumber: z.string().min(1).max(40),
})

/** Device model, monitors, event streams and customers. */
export const DEVICE_COMMANDS = [
  z.strictObject({
    kind: z.literal('getReport'),
    criteria: z
      .array(z.enum(['Active', 'Available', 'Enabled', 'Problem']))
      .min(1)
      .max(4)
      .exactOptional(),
    places: z.array(ModelPlace).min(1).max(100).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('getMonitoringReport'),
    criteria: z
      .array(z.enum(['ThresholdMonitoring', 'DeltaMonitoring', 'PeriodicMonitoring']))
      .min(1)
      .max(3)
      .exactOptional(),
    places: z.array(ModelPlace).min(1).max(100).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('setMonitoringBase'), base: z.enum(['All', 'FactoryDefault', 'HardWiredOnly']) }),
  z.strictObject({ kind: z.literal('setMonitoringLevel'), severity }),
  z.strictObject({ kind: z.literal('setVariableMonitoring'), monitors: z.array(MonitorSetting).min(1).max(100) }),
  z.strictObject({ kind: z.literal('clearVariableMonitoring'), monitorIds: z.array(monitorId).min(1).max(200) }),
  z
    .strictObject({
      kind: z.literal('customerInformation'),
      /** What the station knows comes as a report; cleared, it forgets it. */
      report: z.boolean().default(true),
      clear: z.boolean().default(false),
      /** The customer, by exactly one of the three. */
      idToken: z.string().min(1).max(255).exactOptional(),
      customerIdentifier: z.string().min(1).max(64).exactOptional(),
      certificate: CertificateHash.exactOptional(),
    })
    .refine(
      ({ idToken, customerIdentifier, certificate }) =>
        [idToken, customerIdentifier, certificate].filter((one) => one !== undefined).length === 1,
      {
        path: ['idToken'],
        error: 'or customerIdentifier or certificate, and only one of them, must name the customer',
      },
    ),
  z.strictObject({
    kind: z.literal('getTransactionStatus'),
    /** A session of ours, or the station's id; without either: whether any message waits. */
    sessionId: Uuid.optional(),
    transactionId: z.string().min(1).max(36).optional(),
  }),
  z.strictObject({ kind: z.literal('adjustPeriodicEventStream'), streamId, pace: StreamPace }),
  z.strictObject({ kind: z.literal('getPeriodicEventStreams') }),
  z
    .strictObject({
      kind: z.literal('triggerMessage'),
      message: z.enum([
        'BootNotification',
        'Heartbeat',
        'StatusNotification',
        'MeterValues',
        'FirmwareStatusNotification',
        'LogStatusNotification',
        'TransactionEvent',
        'PublishFirmwareStatusNotification',
        'SignChargingStationCertificate',
        'SignV2GCertificate',
        'SignV2G20Certificate',
        'SignCombinedCertificate',
        'CustomTrigger',
      ]),
      evseId: z.int().min(1).max(999).optional(),
      connectorId: z.int().min(1).max(99).optional(),
      /** OCPP 1.6: ask by ExtendedTriggerMessage. */
      extended: z.boolean().optional(),
      /** OCPP 2.1, with message CustomTrigger: one of the station's own. */
      customTrigger: name.optional(),
    })
    .refine(({ message, customTrigger }) => (message === 'CustomTrigger') === (customTrigger !== undefined), {
      path: ['customTrigger'],
      error: 'goes with message CustomTrigger, and only with it',
    }),
] as const
