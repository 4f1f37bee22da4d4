import { isAPIError } from 'better-auth/api'
import { Refusal, type RefusalCode } from '../../platform/errors.ts'

/** What better-auth refuses, in the words of our API. What is not listed is a mistake of ours. */
const REFUSALS: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'signInRefused',
  INVALID_PASSWORD: 'passwordRefused',
  INVALID_CODE: 'codeRefused',
  INVALID_BACKUP_CODE: 'codeRefused',
  INVALID_TWO_FACTOR_COOKIE: 'signInExpired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'signInExpired',
  ACCOUNT_TEMPORARILY_LOCKED: 'tooManyRequests',
  TOTP_ALREADY_ENABLED: 'secondFactorExists',
  TOTP_NOT_ENABLED: 'secondFactorMissing',
  TWO_FACTOR_NOT_ENABLED: 'secondFactorMissing',
  BACKUP_CODES_NOT_ENABLED: 'secondFactorMissing',
  INVALID_TOKEN: 'linkNotValid',
  SESSION_NOT_FRESH: 'signInTooOld',
  CHALLENGE_NOT_FOUND: 'passkeyRefused',
  PASSKEY_NOT_FOUND: 'passkeyRefused',
  AUTHENTICATION_FAILED: 'passkeyRefused',
  FAILED_TO_VERIFY_REGISTRATION: 'passkeyRefused',
  PREVIOUSLY_REGISTERED: 'passkeyRefused',
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: 'passkeyRefused',
  UNAUTHORIZED: 'signInRequired',
}

/** Waits for better-auth and turns its refusals into ours. */
export async function orRefusal<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const code = isAPIError(error) ? REFUSALS[String(error.body?.code)] : undefined
    if (code === undefined) throw error
    throw new Refusal(code)
  }
}
