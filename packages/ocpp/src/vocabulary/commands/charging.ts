import type { DerControl, DerControlType } from '../../charging/der-control.ts'
import type {
  ChargingProfile,
  ChargingProfilePurpose,
  ChargingRateUnit,
  ScheduleUpdate,
} from '../../charging/profile.ts'
import type { RequestOf } from '../../messages/types.ts'

/** How a vehicle may exchange energy (2.1 EnergyTransferModeEnumType). */
export type EnergyTransferMode = RequestOf<'2.1', 'NotifyAllowedEnergyTransfer'>['allowedEnergyTransfer'][number]

/** Charging profiles, priority and distributed energy resources. evseId 0 is the whole station. */
export type ChargingCommand =
  | { readonly kind: 'setChargingProfile'; readonly evseId: number; readonly chargingProfile: ChargingProfile }
  /** Without any criterion: all that the CSMS has set. In 2.x an id stands alone. */
  | {
      readonly kind: 'clearChargingProfile'
      readonly chargingProfileId?: number
      readonly evseId?: number
      readonly purpose?: ChargingProfilePurpose
      readonly stackLevel?: number
    }
  /** 2.x. */
  | {
      readonly kind: 'getChargingProfiles'
      readonly requestId: number
      readonly evseId?: number
      readonly chargingProfileIds?: readonly number[]
      readonly purpose?: ChargingProfilePurpose
      readonly stackLevel?: number
      /** Who set them: EMS, Other, SO, CSO; in 2.1 any text. */
      readonly limitSources?: readonly string[]
    }
  | {
      readonly kind: 'getCompositeSchedule'
      readonly evseId: number
      readonly durationS: number
      readonly unit?: ChargingRateUnit
    }
  /** 2.1, as all that follow. */
  | {
      readonly kind: 'updateDynamicSchedule'
      readonly chargingProfileId: number
      readonly scheduleUpdate: ScheduleUpdate
    }
  | { readonly kind: 'usePriorityCharging'; readonly transactionId: string; readonly activate: boolean }
  | {
      readonly kind: 'notifyAllowedEnergyTransfer'
      readonly transactionId: string
      readonly allowedEnergyTransfer: readonly EnergyTransferMode[]
    }
  /** Automatic frequency restoration: the signal that the station's curves turn into power. `at` is RFC 3339. */
  | { readonly kind: 'sendAfrrSignal'; readonly at: string; readonly signal: number }
  | { readonly kind: 'setDerControl'; readonly control: DerControl }
  | {
      readonly kind: 'getDerControl'
      readonly requestId: number
      readonly isDefault?: boolean
      readonly controlType?: DerControlType
      readonly controlId?: string
    }
  | {
      readonly kind: 'clearDerControl'
      readonly isDefault: boolean
      readonly controlType?: DerControlType
      readonly controlId?: string
    }
