import type { ChargingProfile, CompositeSchedule } from '../charging/profile.ts'
import type { InstalledCertificate } from './certificate.ts'
import type { AccessCommand } from './commands/access.ts'
import type { CertificateCommand } from './commands/certificates.ts'
import type { ChargingCommand } from './commands/charging.ts'
import type { DeviceCommand, EventStream, MessageLimits, MonitorResult } from './commands/device.ts'
import type { FilesCommand } from './commands/files.ts'
import type { PaymentCommand } from './commands/payment.ts'
import type { SecurityCommand } from './commands/security.ts'
import type { EvseRef, IdToken } from './identity.ts'

/** What the CSMS can ask of a station, whatever version it speaks: a union for each block of the standard. */
export type StationCommand =
  | CoreCommand
  | AccessCommand
  | FilesCommand
  | CertificateCommand
  | ChargingCommand
  | DeviceCommand
  | PaymentCommand
  | SecurityCommand

/** Starting, stopping and keeping a station. */
export type CoreCommand =
  | {
      readonly kind: 'startTransaction'
      readonly evse?: EvseRef
      readonly idToken: IdToken
      readonly remoteStartId: number
      /** A TxProfile for the transaction that starts; without transaction id. */
      readonly chargingProfile?: ChargingProfile
    }
  | { readonly kind: 'stopTransaction'; readonly transactionId: string }
  /** immediate = 1.6 Hard, onIdle = 1.6 Soft. */
  | { readonly kind: 'reset'; readonly mode: 'immediate' | 'onIdle'; readonly evseId?: number }
  | { readonly kind: 'unlockConnector'; readonly evse: EvseRef }
  | { readonly kind: 'changeAvailability'; readonly operative: boolean; readonly evse?: EvseRef }
  | {
      readonly kind: 'triggerMessage'
      readonly message: TriggerableMessage
      readonly evse?: EvseRef
      /** 1.6: by ExtendedTriggerMessage of the security extension; means nothing in 2.x. */
      readonly extended?: boolean
      /** With message CustomTrigger: which of the station's own triggers. */
      readonly customTrigger?: string
    }
  /** 1.6; every key when keys is absent. */
  | { readonly kind: 'getConfiguration'; readonly keys?: readonly string[]; readonly perMessage?: MessageLimits }
  | { readonly kind: 'changeConfiguration'; readonly key: string; readonly value: string }
  /** 2.x. */
  | {
      readonly kind: 'getVariables'
      readonly variables: readonly VariableRef[]
      readonly perMessage?: MessageLimits
    }
  | {
      readonly kind: 'setVariables'
      readonly variables: readonly (VariableRef & { readonly value: string })[]
      readonly perMessage?: MessageLimits
    }
  | {
      readonly kind: 'getBaseReport'
      readonly requestId: number
      readonly base: 'ConfigurationInventory' | 'FullInventory' | 'SummaryInventory'
    }
  | { readonly kind: 'clearCache' }
  | { readonly kind: 'dataTransfer'; readonly vendorId: string; readonly messageId?: string; readonly data?: unknown }
  /** Any message of the station's version; validated against its schema unless `unchecked`. */
  | { readonly kind: 'raw'; readonly action: string; readonly payload: unknown; readonly unchecked?: boolean }

export type CommandKind = StationCommand['kind']

export interface VariableRef {
  readonly component: string
  readonly componentInstance?: string
  readonly evse?: EvseRef
  readonly variable: string
  readonly variableInstance?: string
  readonly attribute?: 'Actual' | 'Target' | 'MinSet' | 'MaxSet'
}

export type TriggerableMessage =
  | 'BootNotification'
  | 'Heartbeat'
  | 'StatusNotification'
  | 'MeterValues'
  | 'FirmwareStatusNotification'
  /** 1.6 DiagnosticsStatusNotification. */
  | 'LogStatusNotification'
  /** 2.x only. */
  | 'TransactionEvent'
  | 'PublishFirmwareStatusNotification'
  /** SignCertificate; in 1.6 by ExtendedTriggerMessage of the security extension. */
  | 'SignChargingStationCertificate'
  /** In 1.6 by the plug & charge convention. */
  | 'SignV2GCertificate'
  | 'SignCombinedCertificate'
  /** 2.1 only. */
  | 'SignV2G20Certificate'
  /** 2.1 only: one of the station's own, named by customTrigger. */
  | 'CustomTrigger'

/** One key (1.6) or variable (2.x) as the station answered. */
export interface ReportedVariable extends VariableRef {
  readonly value?: string
  readonly readonly?: boolean
  /** 2.x GetVariableStatus / SetVariableStatus; 'UnknownKey' for 1.6 unknownKey. */
  readonly status: string
}

/** A station's answer to a command, decoded. `status` is the station's own word ('Accepted', 'Unlocked', 'RebootRequired' …). */
export interface CommandAnswer {
  readonly outcome: 'accepted' | 'rejected'
  readonly status: string
  readonly reason?: string
  readonly variables?: readonly ReportedVariable[]
  /** 2.x RequestStartTransaction may name the transaction already running. */
  readonly transactionId?: string
  /** What a station holds, in answer to getInstalledCertificates. */
  readonly certificates?: readonly InstalledCertificate[]
  /** In answer to getCompositeSchedule. */
  readonly compositeSchedule?: CompositeSchedule
  /** Controls that the one set makes step back, in answer to setDerControl. */
  readonly supersededIds?: readonly string[]
  /** In answer to setVariableMonitoring, one for each that was asked for. */
  readonly monitors?: readonly MonitorResult[]
  /** In answer to clearVariableMonitoring. */
  readonly clearedMonitors?: readonly { readonly monitorId: number; readonly status: string }[]
  /** In answer to getPeriodicEventStreams. */
  readonly streams?: readonly EventStream[]
  readonly data?: unknown
}
