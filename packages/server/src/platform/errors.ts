/**
 * Every refusal the API can give: its stable code, HTTP status and title. The detail says what is wrong this time.
 * The table in docs/errors.md is held to this one by a test.
 */
export const refusals = {
  invalidInput: { status: 400, title: 'The request has fields that break a rule' },
  invalidCursor: { status: 400, title: 'The cursor is not one that this list has given out' },
  uploadUnreadable: { status: 400, title: 'The upload cannot be read as a file' },
  unreadableBody: { status: 400, title: 'The body is not JSON' },
  signInRequired: { status: 401, title: 'Sign in, or send an API key' },
  signInRefused: { status: 401, title: 'The e-mail address or the password is wrong' },
  codeRefused: { status: 401, title: 'The code is wrong, or was used already' },
  signInExpired: { status: 401, title: 'The sign-in has taken too long or too many tries; start again' },
  passkeyRefused: { status: 401, title: 'The passkey is not known here, or the dialog has taken too long' },
  singleSignOnRefused: { status: 401, title: 'The single sign-on does not let you in' },
  passwordRefused: { status: 403, title: 'The password is wrong' },
  signInTooOld: { status: 403, title: 'Sign in again before you change how you sign in' },
  noMembership: { status: 403, title: 'You do not belong to any tenant' },
  singleSignOnRequired: { status: 403, title: 'This tenant is entered by its single sign-on' },
  signedOnElsewhere: {
    status: 403,
    title: 'A single sign-on has let you in; your own account is changed with your password',
  },
  tenantSuspended: { status: 403, title: 'This operator is suspended' },
  linkNotValid: { status: 403, title: 'The link was used, replaced or has expired' },
  notPermitted: { status: 403, title: 'Your role does not allow this' },
  foreignOrigin: { status: 403, title: 'The request comes from another web site' },
  notFound: { status: 404, title: 'There is nothing at this address' },
  bookingNotFound: { status: 404, title: 'There is no such booking' },
  driverNotFound: { status: 404, title: 'There is no such driver' },
  workOrderNotFound: { status: 404, title: 'There is no such work order' },
  pictureNotFound: { status: 404, title: 'There is no such picture of the site' },
  tariffNotFound: { status: 404, title: 'There is no such tariff' },
  tariffVersionNotFound: { status: 404, title: 'There are no such prices of the tariff' },
  siteNotFound: { status: 404, title: 'There is no such site' },
  stationNotFound: { status: 404, title: 'There is no such station' },
  sessionNotFound: { status: 404, title: 'There is no such session' },
  tokenNotFound: { status: 404, title: 'There is no such id token' },
  commandNotFound: { status: 404, title: 'There is no such command' },
  certificateNotFound: { status: 404, title: 'There is no such certificate' },
  reportNotFound: { status: 404, title: 'The command has not been promised a report' },
  templateNotFound: { status: 404, title: 'There is no such configuration template' },
  commissioningNotFound: { status: 404, title: 'There is no such examination' },
  quirkProfileNotFound: { status: 404, title: 'There is no such quirk profile of yours' },
  commandRunNotFound: { status: 404, title: 'There is no such command run' },
  fileNotFound: { status: 404, title: 'There is no such file' },
  fileLinkUnknown: { status: 404, title: 'There is no such file link' },
  maintenanceNotFound: { status: 404, title: 'There is no such firmware update or log upload' },
  webhookNotFound: { status: 404, title: 'There is no such webhook' },
  webhookDeliveryNotFound: { status: 404, title: 'There is no such delivery' },
  pushDeviceNotFound: { status: 404, title: 'There is no such browser of yours' },
  apiKeyNotFound: { status: 404, title: 'There is no such API key' },
  upgradeNotFound: { status: 404, title: 'There is no such upgrade of a security profile' },
  personNotFound: { status: 404, title: 'There is no such person here' },
  invitationNotFound: { status: 404, title: 'There is no such invitation' },
  roleNotFound: { status: 404, title: 'There is no such role of yours' },
  singleSignOnNotFound: { status: 404, title: 'This tenant has no single sign-on' },
  tenantNotFound: { status: 404, title: 'There is no such tenant of yours' },
  browserSessionNotFound: { status: 404, title: 'There is no such browser session' },
  mailNotFound: { status: 404, title: 'There is no such mail' },
  rotationNotFound: { status: 404, title: 'There is no such password rotation' },
  importNotFound: { status: 404, title: 'There is no such import of yours' },
  exportNotFound: { status: 404, title: 'There is no such export of yours' },
  groupNotFound: { status: 404, title: 'There is no such group of stations' },
  viewNotFound: { status: 404, title: 'There is no such view of yours' },
  notWaiting: { status: 404, title: 'No such station is waiting to join' },
  transferTooSlow: { status: 408, title: 'The transfer was too slow' },
  accountExists: { status: 409, title: 'This address has an account; sign in with it to accept' },
  memberExists: { status: 409, title: 'This person belongs to the tenant already' },
  alreadyThere: { status: 409, title: 'There is one of this name or number already' },
  driverIsCharging: { status: 409, title: 'A session with this token is under way' },
  workOrderMovedOn: { status: 409, title: 'The work order has moved on and cannot be changed like this any more' },
  slotTaken: { status: 409, title: 'Something else holds this person at that time' },
  faultHasOrder: { status: 409, title: 'Somebody has been sent to this fault already' },
  faultNotPresent: { status: 409, title: 'The fault is gone' },
  confirmationNeeded: { status: 409, title: 'Type the number of stations that this concerns' },
  commandRunNotWaiting: { status: 409, title: 'The run does not wait for an approval' },
  secondPersonNeeded: { status: 409, title: 'Another person has to approve this' },
  lastOwner: { status: 409, title: 'The tenant would be left without an owner' },
  roleExists: { status: 409, title: 'There is a role of this name' },
  roleInUse: { status: 409, title: 'Somebody has this role' },
  secondFactorExists: { status: 409, title: 'An authenticator app is set up already' },
  secondFactorMissing: { status: 409, title: 'No authenticator app is set up' },
  webhookLimit: { status: 409, title: 'The tenant has as many webhooks as it may have' },
  tenantExists: { status: 409, title: 'There is a tenant with this address' },
  tenantHasOwner: { status: 409, title: 'The tenant has an owner, who invites others' },
  firstTenantStays: { status: 409, title: 'The first tenant cannot be suspended' },
  visitNotNeeded: { status: 409, title: 'You belong to this tenant; switch to it' },
  notVisiting: { status: 409, title: 'You visit no tenant' },
  floorPlanChanged: { status: 409, title: 'Somebody else has changed the plan meanwhile' },
  sessionNotEnded: { status: 409, title: 'The session is not over' },
  sessionChanged: { status: 409, title: 'The session has changed since it was looked at' },
  siteExists: { status: 409, title: 'There is a site of this name' },
  notificationNotSent: { status: 409, title: 'The notification could not be sent' },
  fileNotReady: { status: 409, title: 'The content of this file has not been uploaded' },
  upgradeUnderWay: { status: 409, title: 'This station is on its way to another security profile' },
  upgradeTooFar: { status: 409, title: 'This upgrade can no longer be called off' },
  rotationUnderWay: { status: 409, title: 'The password of this station is being replaced' },
  securityDowngrade: { status: 409, title: 'The station would be allowed a lower security profile than it has used' },
  templateExists: { status: 409, title: 'There is a configuration template of this name' },
  templateBuiltIn: { status: 409, title: 'A built-in template can be switched off or limited, and no more' },
  stationExists: { status: 409, title: 'A station with this identity is registered' },
  tokenExists: { status: 409, title: 'An id token with this value exists' },
  rootExists: { status: 409, title: 'This certificate is trusted for this purpose already' },
  noPasswordPresented: { status: 409, title: 'The station has not presented a password that could be adopted' },
  severalPasswordsPresented: { status: 409, title: 'Several different passwords were presented; one must be named' },
  commandNotQueued: { status: 409, title: 'Only a queued command can be cancelled' },
  commissioningRunning: { status: 409, title: 'The station is being examined already' },
  commissioningUnfinished: { status: 409, title: 'The examination has not come to its proposals yet' },
  tariffExists: { status: 409, title: 'There is a tariff of this name' },
  tariffVersionSettled: { status: 409, title: 'Prices that are in force, or are withdrawn, are not withdrawn' },
  quirkProfileExists: { status: 409, title: 'There is a quirk profile of this name' },
  commandRunNotStopped: { status: 409, title: 'The run has not stopped by its rule' },
  commandRunNotRunning: { status: 409, title: 'The command run has ended' },
  stationOffline: { status: 409, title: 'The station is offline' },
  stationNotRegistered: { status: 409, title: 'The station is not accepted yet' },
  wrongVersion: { status: 409, title: "The station's OCPP version has no such message" },
  noSession: { status: 409, title: 'No session is running there' },
  alreadyCharging: { status: 409, title: 'A session is running there already' },
  bookingClashes: { status: 409, title: 'Something is in the way of the booking' },
  bookingIsDecided: { status: 409, title: 'The booking is not in a state in which this can be done' },
  connectorReserved: { status: 409, title: 'The connector is reserved for somebody else' },
  connectorFaulted: { status: 409, title: 'The connector is faulted' },
  connectorUnavailable: { status: 409, title: 'The connector is out of service' },
  groupExists: { status: 409, title: 'There is a group of this name' },
  viewExists: { status: 409, title: 'You have a view of this name' },
  importOutdated: { status: 409, title: 'Something has changed since the preview; look at the file anew' },
  importHasProblems: { status: 409, title: 'Rows of the import have problems, so none is written' },
  exportNotReady: { status: 409, title: 'The file of this export is not there' },
  fileLinkBusy: { status: 409, title: 'The file link is in use' },
  transportIsOff: { status: 409, title: 'This server does not offer files by this protocol' },
  requestInProgress: { status: 409, title: 'A request with this Idempotency-Key is being worked on' },
  fileLinkGone: { status: 410, title: 'The file link was used or has expired' },
  bodyTooLarge: { status: 413, title: 'The body is too large' },
  unsupportedMediaType: { status: 415, title: 'The body must be application/json' },
  rangeNotSatisfiable: { status: 416, title: 'The file has no such range' },
  checksumMismatch: { status: 422, title: 'The content is not what its checksum says' },
  commandNotWritable: { status: 422, title: 'The command cannot be written in the OCPP version of the station' },
  idempotencyKeyReused: { status: 422, title: 'This Idempotency-Key belongs to another request' },
  authorityUnreachable: { status: 422, title: 'The certificate authority cannot be used with these settings' },
  providerUnreachable: { status: 422, title: 'The identity provider cannot be reached' },
  tooManyRequests: { status: 429, title: 'Too many requests; wait a moment' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  tooManyTransfers: { status: 503, title: 'Too many files are coming and going; try again in a moment' },
  tookTooLong: {
    status: 503,
    title: 'The answer takes longer to work out than this server spends on one; ask for less',
  },
  databaseAway: { status: 503, title: 'The database is away; try again in a moment' },
  fileQuotaFull: { status: 507, title: 'The space for files is full' },
} as const satisfies Record<string, { status: number; title: string }>

export type RefusalCode = keyof typeof refusals

export interface RefusalDetails {
  /** One sentence about this case. */
  readonly detail?: string
  readonly errors?: readonly { readonly field: string; readonly rule: string }[]
  readonly retryAfterS?: number
}

/** A request is refused. Thrown by handlers, answered as a problem document (RFC 9457). */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly details: RefusalDetails

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(details.detail ?? refusals[code].title)
    this.name = 'Refusal'
    this.code = code
    this.status = refusals[code].status
    this.details = details
  }
}

/** The problem document of a refusal. */
export function problemOf(refusal: Refusal, instance?: string) {
  const { code, status, details } = refusal
  return {
    type: `urn:stationmaster:problem:${code}`,
    title: refusals[code].title,
    status,
    code,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(details.errors === undefined ? {} : { errors: [...details.errors] }),
  }
}
