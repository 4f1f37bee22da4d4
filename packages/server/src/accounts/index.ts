export type { AccountServices } from './accounts.ts'
export {
  type Actor,
  type Author,
  callerOf,
  FIRST_TENANT,
  isAllowed,
  nameOf,
  personOf,
  requirePermission,
  requireWholeTenant,
  scopeOf,
} from './actor.ts'
export { insertApiKey } from './api-keys.ts'
export { linkAudit } from './audit/chained-audit.ts'
export { patched } from './audit/changed-fields.ts'
export { auditHandlers } from './audit/handlers.ts'
export { type Deed, recordAudit } from './audit.ts'
export { type Auth, createAuth } from './auth/auth.ts'
export { createAuthenticator } from './authenticator.ts'
export { type AuthorId, authorIdOf, makerOf, rightsOf, rowsOf } from './author-rights.ts'
export { type AccountChange, type AccountChanges, accountChanges } from './changes.ts'
export { accountHandlers } from './handlers.ts'
export { comparedScope, type Holding, type HoldingRow, holdingOf, siteIdsOf, siteScopeOf } from './holding.ts'
export { languageFor } from './languages.ts'
export { trialMail } from './mail-texts/trial.ts'
export { meOf } from './me.ts'
export { isWithin, saveMembership, tenantsOf } from './memberships.ts'
export { issueOwnerLink, ownerExists } from './owner-link.ts'
export { concludePasswordReset, sendResetLink } from './password-reset.ts'
export { createPasswords, type Passwords } from './passwords.ts'
export type { InvitingServices } from './people/invitation-handlers.ts'
export { inviteFirstOwner } from './people/invite-owner.ts'
export { savePerson } from './persons.ts'
export { assignSites, OWNER } from './role-assignment.ts'
export { findSessionActor } from './session-actor.ts'
export { SignInLimits } from './sign-in-limits.ts'
export { viewHandlers } from './views/view-handlers.ts'
export { endOverdueVisits, endVisit, startVisit, VISIT_STEP_MS } from './visits.ts'
