/** Connector status in 1.6's finer words; 2.x 'Occupied' stays 'Occupied' until a transaction says more. */
export type ConnectorStatus =
  | 'Available'
  | 'Occupied'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Reserved'
  | 'Unavailable'
  | 'Faulted'

/** 2.x chargingState; 1.6 derives it from the connector's status. */
export type ChargingState = 'Charging' | 'EVConnected' | 'SuspendedEV' | 'SuspendedEVSE' | 'Idle'

/** Answer to a BootNotification. */
export type RegistrationStatus = 'Accepted' | 'Pending' | 'Rejected'

/** Authorization outcome, 2.x words; dialects map to 1.6 (NoCredit, NotAllowedTypeEVSE … → Invalid). */
export type AuthorizationStatus =
  | 'Accepted'
  | 'Blocked'
  | 'ConcurrentTx'
  | 'Expired'
  | 'Invalid'
  | 'NoCredit'
  | 'NotAtThisLocation'
  | 'NotAtThisTime'
  | 'NotAllowedTypeEVSE'
  | 'Unknown'
