import type { Characteristics } from '../../contract/index.ts'

type Shape = readonly [dataType: NonNullable<Characteristics['dataType']>, unit?: string | undefined, minLimit?: number]

const FLAG: Shape = ['boolean']
const SECONDS: Shape = ['integer', 's', 0]
const COUNT: Shape = ['integer', undefined, 0]
const LIST: Shape = ['MemberList']

/** The configuration keys of 1.6 (§9), of its security extension, and their types. Keyed by the name in lower case. */
const KEYS: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    AllowOfflineTxForUnknownId: FLAG,
    AuthorizationCacheEnabled: FLAG,
    AuthorizeRemoteTxRequests: FLAG,
    BlinkRepeat: COUNT,
    ClockAlignedDataInterval: SECONDS,
    ConnectionTimeOut: SECONDS,
    HeartbeatInterval: SECONDS,
    LightIntensity: ['integer', '%', 0],
    LocalAuthorizeOffline: FLAG,
    LocalPreAuthorize: FLAG,
    MaxEnergyOnInvalidId: ['integer', 'Wh', 0],
    MeterValuesAlignedData: LIST,
    MeterValuesSampledData: LIST,
    MeterValueSampleInterval: SECONDS,
    MinimumStatusDuration: SECONDS,
    ResetRetries: COUNT,
    ConnectorPhaseRotation: LIST,
    StopTransactionOnEVSideDisconnect: FLAG,
    StopTransactionOnInvalidId: FLAG,
    StopTxnAlignedData: LIST,
    StopTxnSampledData: LIST,
    TransactionMessageAttempts: COUNT,
    TransactionMessageRetryInterval: SECONDS,
    UnlockConnectorOnEVSideDisconnect: FLAG,
    WebSocketPingInterval: SECONDS,
    LocalAuthListEnabled: FLAG,
    ReserveConnectorZeroSupported: FLAG,
    AdditionalRootCertificateCheck: FLAG,
    CertificateSignedMaxChainSize: COUNT,
    CertificateStoreMaxLength: COUNT,
    CpoName: ['string'],
    SecurityProfile: ['integer', undefined, 0],
    CertSigningRepeatTimes: COUNT,
    CertSigningWaitMinimum: SECONDS,
  } satisfies Record<string, Shape>).map(([key, shape]) => [key.toLowerCase(), shape]),
)

/** What the standard says of a configuration key; undefined for a vendor's own. Keys are compared without case. */
export function keyCharacteristics16(key: string): Characteristics | undefined {
  const shape = KEYS.get(key.toLowerCase())
  if (shape === undefined) return undefined
  const [dataType, unit = null, minLimit = null] = shape
  return {
    dataType,
    unit,
    minLimit,
    maxLimit: null,
    maxElements: null,
    valuesList: null,
    supportsMonitoring: null,
  }
}
