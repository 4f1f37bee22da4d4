declare const brand: unique symbol

/** Row key of a station: internal, never shown; every hot table leads with it. */
export type StationKey = number & { readonly [brand]: 'StationKey' }
export type TenantId = number & { readonly [brand]: 'TenantId' }
export type SessionId = string & { readonly [brand]: 'SessionId' }
export type CommandId = string & { readonly [brand]: 'CommandId' }
/** OCPP identity folded to lower case: the one form used for look-ups, routing and authentication. */
export type StationIdentity = string & { readonly [brand]: 'StationIdentity' }
