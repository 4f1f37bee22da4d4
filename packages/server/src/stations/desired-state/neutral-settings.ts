/** A place in the 2.x device model that a neutral setting means. */
export interface SettingPlace {
  readonly component: string
  readonly variable: string
  readonly variableInstance?: string
}

/** What one setting is called in 1.6 and in 2.x; a version that has no such setting leaves it out. */
export interface NeutralSetting {
  readonly key?: string
  readonly variable?: SettingPlace
}

const comm = (variable: string, variableInstance?: string): SettingPlace => ({
  component: 'OCPPCommCtrlr',
  variable,
  ...(variableInstance !== undefined && { variableInstance }),
})
const at = (component: string, variable: string): SettingPlace => ({ component, variable })

/**
 * Settings with one meaning in every version (1.6 §9; 2.x part 2, appendix 3 "referenced components and variables"), by
 * the name that templates use.
 */
export const NEUTRAL_SETTINGS = {
  heartbeatInterval: { key: 'HeartbeatInterval', variable: comm('HeartbeatInterval') },
  webSocketPingInterval: { key: 'WebSocketPingInterval', variable: comm('WebSocketPingInterval') },
  transactionMessageAttempts: {
    key: 'TransactionMessageAttempts',
    variable: comm('MessageAttempts', 'TransactionEvent'),
  },
  transactionMessageRetryInterval: {
    key: 'TransactionMessageRetryInterval',
    variable: comm('MessageAttemptInterval', 'TransactionEvent'),
  },
  retryBackOffWaitMinimum: { variable: comm('RetryBackOffWaitMinimum') },
  retryBackOffRandomRange: { variable: comm('RetryBackOffRandomRange') },
  retryBackOffRepeatTimes: { variable: comm('RetryBackOffRepeatTimes') },
  resetRetries: { key: 'ResetRetries', variable: comm('ResetRetries') },
  offlineThreshold: { variable: comm('OfflineThreshold') },
  meterValueInterval: { key: 'MeterValueSampleInterval', variable: at('SampledDataCtrlr', 'TxUpdatedInterval') },
  meterValueMeasurands: { key: 'MeterValuesSampledData', variable: at('SampledDataCtrlr', 'TxUpdatedMeasurands') },
  stopMeasurands: { key: 'StopTxnSampledData', variable: at('SampledDataCtrlr', 'TxEndedMeasurands') },
  alignedInterval: { key: 'ClockAlignedDataInterval', variable: at('AlignedDataCtrlr', 'Interval') },
  alignedMeasurands: { key: 'MeterValuesAlignedData', variable: at('AlignedDataCtrlr', 'Measurands') },
  connectionTimeout: { key: 'ConnectionTimeOut', variable: at('TxCtrlr', 'EVConnectionTimeOut') },
  stopOnInvalidToken: { key: 'StopTransactionOnInvalidId', variable: at('TxCtrlr', 'StopTxOnInvalidId') },
  stopOnUnplug: { key: 'StopTransactionOnEVSideDisconnect', variable: at('TxCtrlr', 'StopTxOnEVSideDisconnect') },
  maxEnergyOnInvalidToken: { key: 'MaxEnergyOnInvalidId', variable: at('TxCtrlr', 'MaxEnergyOnInvalidId') },
  authorizeRemoteStart: { key: 'AuthorizeRemoteTxRequests', variable: at('AuthCtrlr', 'AuthorizeRemoteStart') },
  authorizeOffline: { key: 'LocalAuthorizeOffline', variable: at('AuthCtrlr', 'LocalAuthorizeOffline') },
  preAuthorize: { key: 'LocalPreAuthorize', variable: at('AuthCtrlr', 'LocalPreAuthorize') },
  offlineForUnknownToken: {
    key: 'AllowOfflineTxForUnknownId',
    variable: at('AuthCtrlr', 'OfflineTxForUnknownIdEnabled'),
  },
  authorizationCache: { key: 'AuthorizationCacheEnabled', variable: at('AuthCacheCtrlr', 'Enabled') },
  localList: { key: 'LocalAuthListEnabled', variable: at('LocalAuthListCtrlr', 'Enabled') },
} as const satisfies Readonly<Record<string, NeutralSetting>>

const BY_NAME: ReadonlyMap<string, NeutralSetting> = new Map(Object.entries(NEUTRAL_SETTINGS))

export function neutralSetting(name: string): NeutralSetting | undefined {
  return BY_NAME.get(name)
}
