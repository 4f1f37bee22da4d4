/** A setting of a station: one table for 1.6 keys and 2.x variables, so that both speak of the same value. */
export interface Setting {
  readonly id: string
  /** 1.6 configuration key. */
  readonly key?: string
  /** 2.x component and variable. */
  readonly variable?: { readonly component: string; readonly name: string; readonly instance?: string }
  readonly type: 'boolean' | 'integer' | 'string' | 'list'
  readonly access: 'readWrite' | 'readOnly' | 'writeOnly'
  readonly initial: string
  readonly unit?: string
  readonly rebootRequired?: boolean
  /** Of a number. */
  readonly min?: number
  readonly max?: number
  /** What a list may hold, with commas. */
  readonly values?: string
}

const MEASURANDS =
  'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC,Current.Offered,Power.Offered,Temperature,Frequency'
const SAMPLED = 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC'

type Row = readonly [
  id: string,
  key: string | undefined,
  variable: string | undefined,
  type: Setting['type'],
  initial: string,
  extra?: Partial<Pick<Setting, 'access' | 'unit' | 'rebootRequired' | 'min' | 'max' | 'values'>>,
]

const READ_ONLY = { access: 'readOnly' } as const
const SECONDS = { unit: 's', min: 0, max: 86_400 } as const

const ROWS: readonly Row[] = [
  ['heartbeatInterval', 'HeartbeatInterval', 'OCPPCommCtrlr.HeartbeatInterval', 'integer', '300', SECONDS],
  ['meterInterval', 'MeterValueSampleInterval', 'SampledDataCtrlr.TxUpdatedInterval', 'integer', '60', SECONDS],
  [
    'sampledMeasurands',
    'MeterValuesSampledData',
    'SampledDataCtrlr.TxUpdatedMeasurands',
    'list',
    SAMPLED,
    { values: MEASURANDS },
  ],
  ['alignedInterval', 'ClockAlignedDataInterval', 'AlignedDataCtrlr.Interval', 'integer', '0', SECONDS],
  [
    'messageAttempts',
    'TransactionMessageAttempts',
    'OCPPCommCtrlr.MessageAttempts#TransactionEvent',
    'integer',
    '3',
    { min: 1, max: 100 },
  ],
  [
    'messageInterval',
    'TransactionMessageRetryInterval',
    'OCPPCommCtrlr.MessageAttemptInterval#TransactionEvent',
    'integer',
    '60',
    SECONDS,
  ],
  ['connectionTimeout', 'ConnectionTimeOut', 'TxCtrlr.EVConnectionTimeOut', 'integer', '120', SECONDS],
  ['stopOnUnplug', 'StopTransactionOnEVSideDisconnect', 'TxCtrlr.StopTxOnEVSideDisconnect', 'boolean', 'true'],
  ['stopOnInvalid', 'StopTransactionOnInvalidId', 'TxCtrlr.StopTxOnInvalidId', 'boolean', 'true'],
  ['authorizeRemote', 'AuthorizeRemoteTxRequests', 'AuthCtrlr.AuthorizeRemoteStart', 'boolean', 'false'],
  ['authorizeOffline', 'LocalAuthorizeOffline', 'AuthCtrlr.LocalAuthorizeOffline', 'boolean', 'true'],
  ['unknownOffline', 'AllowOfflineTxForUnknownId', 'AuthCtrlr.OfflineTxForUnknownIdEnabled', 'boolean', 'true'],
  ['localPreAuthorize', 'LocalPreAuthorize', 'AuthCtrlr.LocalPreAuthorize', 'boolean', 'false'],
  ['localListEnabled', 'LocalAuthListEnabled', 'LocalAuthListCtrlr.Enabled', 'boolean', 'true'],
  ['localListMaximum', 'LocalAuthListMaxLength', 'LocalAuthListCtrlr.Entries', 'integer', '500', READ_ONLY],
  ['localListItems', 'SendLocalListMaxLength', 'LocalAuthListCtrlr.ItemsPerMessage', 'integer', '20', READ_ONLY],
  ['reserveAny', 'ReserveConnectorZeroSupported', 'ReservationCtrlr.NonEvseSpecific', 'boolean', 'true', READ_ONLY],
  ['cacheEnabled', 'AuthorizationCacheEnabled', 'AuthCacheCtrlr.Enabled', 'boolean', 'true'],
  ['pingInterval', 'WebSocketPingInterval', 'OCPPCommCtrlr.WebSocketPingInterval', 'integer', '0', SECONDS],
  ['resetRetries', 'ResetRetries', 'OCPPCommCtrlr.ResetRetries', 'integer', '1', { min: 0, max: 10 }],
  ['backOffMinimum', undefined, 'OCPPCommCtrlr.RetryBackOffWaitMinimum', 'integer', '3', SECONDS],
  ['backOffRandom', undefined, 'OCPPCommCtrlr.RetryBackOffRandomRange', 'integer', '5', SECONDS],
  ['backOffRepeat', undefined, 'OCPPCommCtrlr.RetryBackOffRepeatTimes', 'integer', '5'],
  [
    'profiles',
    'SupportedFeatureProfiles',
    undefined,
    'list',
    'Core,RemoteTrigger,LocalAuthListManagement,Reservation,SmartCharging,FirmwareManagement',
    READ_ONLY,
  ],
  [
    'profileStackLevel',
    'ChargeProfileMaxStackLevel',
    'SmartChargingCtrlr.ProfileStackLevel',
    'integer',
    '8',
    READ_ONLY,
  ],
  ['rateUnits16', 'ChargingScheduleAllowedChargingRateUnit', undefined, 'list', 'Current,Power', READ_ONLY],
  ['rateUnits', undefined, 'SmartChargingCtrlr.RateUnit', 'list', 'A,W', READ_ONLY],
  ['profilePeriods', 'ChargingScheduleMaxPeriods', 'SmartChargingCtrlr.PeriodsPerSchedule', 'integer', '24', READ_ONLY],
  ['profileEntries', 'MaxChargingProfilesInstalled', 'SmartChargingCtrlr.Entries', 'integer', '20', READ_ONLY],
  ['smartChargingEnabled', undefined, 'SmartChargingCtrlr.Enabled', 'boolean', 'true', READ_ONLY],
  [
    'phaseSwitching',
    'ConnectorSwitch3to1PhaseSupported',
    'SmartChargingCtrlr.Phases3to1',
    'boolean',
    'false',
    READ_ONLY,
  ],
  ['connectors', 'NumberOfConnectors', undefined, 'integer', '1', READ_ONLY],
  ['maxKeys', 'GetConfigurationMaxKeys', 'DeviceDataCtrlr.ItemsPerMessage', 'integer', '50', READ_ONLY],
  [
    'timeSource',
    undefined,
    'ClockCtrlr.TimeSource',
    'list',
    'Heartbeat',
    { rebootRequired: true, values: 'Heartbeat,NTP,RealTimeClock' },
  ],
  // Of the wall clock, by IANA name; UTC when empty.
  ['timeZone', undefined, 'ClockCtrlr.TimeZone', 'string', ''],
  ['txStartPoint', undefined, 'TxCtrlr.TxStartPoint', 'list', 'PowerPathClosed', READ_ONLY],
  ['txStopPoint', undefined, 'TxCtrlr.TxStopPoint', 'list', 'EVConnected,Authorized', READ_ONLY],
  ['securityProfile', 'SecurityProfile', 'SecurityCtrlr.SecurityProfile', 'integer', '1', READ_ONLY],
  ['organization', 'CpoName', 'SecurityCtrlr.OrganizationName', 'string', ''],
  ['certSigningWait', 'CertSigningWaitMinimum', 'SecurityCtrlr.CertSigningWaitMinimum', 'integer', '30', SECONDS],
  ['certSigningRepeats', 'CertSigningRepeatTimes', 'SecurityCtrlr.CertSigningRepeatTimes', 'integer', '3'],
  ['networkPriority', undefined, 'OCPPCommCtrlr.NetworkConfigurationPriority', 'list', '1', { rebootRequired: true }],
  ['password', 'AuthorizationKey', 'SecurityCtrlr.BasicAuthPassword', 'string', '', { access: 'writeOnly' }],
]

/** Every setting a simulated station has. */
export const SETTINGS: readonly Setting[] = ROWS.map(([id, key, variable, type, initial, extra]) => {
  const [component, name, instance] = variable?.split(/[.#]/) ?? []
  return {
    id,
    type,
    initial,
    access: 'readWrite',
    ...extra,
    ...(key !== undefined && { key }),
    ...(component !== undefined &&
      name !== undefined && {
        variable: { component, name, ...(instance !== undefined && { instance }) },
      }),
  }
})

/** Outcome of setting a value, in words both protocol families can be mapped from. */
export type SetOutcome = 'accepted' | 'rejected' | 'rebootRequired' | 'unknown'

/** The values a station runs with. */
export interface Settings {
  get(id: string): string
  number(id: string): number
  flag(id: string): boolean
  list(id: string): readonly string[]
  set(setting: Setting | undefined, value: string): SetOutcome
  /** What the station itself finds out. */
  force(id: string, value: string): void
}

/** Creates the values of a station; `initial` replaces defaults by setting id, 1.6 key or 2.x variable name. */
export function createSettings(initial: Readonly<Record<string, string>> = {}): Settings {
  const values = new Map(SETTINGS.map((setting) => [setting.id, setting.initial]))
  for (const [name, value] of Object.entries(initial)) {
    const setting = SETTINGS.find(({ id, key, variable }) => id === name || key === name || variable?.name === name)
    if (!setting) throw new Error(`settings: "${name}" is not a setting of a simulated station`)
    values.set(setting.id, value)
  }
  const get = (id: string) => {
    const value = values.get(id)
    if (value === undefined) throw new Error(`no setting "${id}"`)
    return value
  }
  return {
    get,
    number: (id) => Number.parseInt(get(id), 10),
    flag: (id) => get(id) === 'true',
    list: (id) => get(id).split(',').filter(Boolean),
    force: (id, value) => void values.set(id, value),
    set: (setting, value) => {
      if (!setting) return 'unknown'
      if (setting.access === 'readOnly' || !fits(setting, value)) return 'rejected'
      values.set(setting.id, setting.type === 'boolean' ? value.toLowerCase() : value)
      return setting.rebootRequired ? 'rebootRequired' : 'accepted'
    },
  }
}

function fits(setting: Setting, value: string): boolean {
  switch (setting.type) {
    case 'integer':
      return (
        /^\d{1,9}$/.test(value) && Number(value) >= (setting.min ?? 0) && Number(value) <= (setting.max ?? 999_999_999)
      )
    case 'boolean':
      return /^(true|false)$/i.test(value)
    case 'list':
      return value.length <= 1000 && value.split(',').every((member) => isMember(setting, member.trim()))
    case 'string':
      return value.length <= 1000
  }
}

function isMember({ values }: Setting, member: string): boolean {
  return values === undefined || member === '' || values.split(',').includes(member)
}

/** The setting behind a 1.6 key (keys are case-insensitive, 1.6 §5.3 errata). */
export function settingOfKey(key: string): Setting | undefined {
  return SETTINGS.find((setting) => setting.key?.toLowerCase() === key.toLowerCase())
}

/** The setting behind a 2.x component and variable; without an instance the one there is. */
export function settingOfVariable(component: string, name: string, instance?: string): Setting | undefined {
  const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase()
  return SETTINGS.find(
    ({ variable }) =>
      same(variable?.component, component) &&
      same(variable?.name, name) &&
      (instance === undefined || same(variable?.instance, instance)),
  )
}
