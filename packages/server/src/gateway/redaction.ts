/** What stands where a secret was. */
export const REDACTED = '[redacted]'

const SECRET_NAME = /password|passwd|secret|authorizationkey|privatekey|apikey|accesskey|encryptionkey|credential/i
const SECRET_END = /(?:key|psk|pin)$/i
/** Cheap test on the whole frame: nothing in it could be a secret. */
const SUSPICION = /password|passwd|secret|key|psk|credential|private|pin"|:\\?\/\\?\/[^\s"/]*@|station-files/i
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g
/** User and password of a URL: stations are told where to upload by them. */
const USER_INFO = /:\/\/[^\s/?#"]*@/g

/** The secret in an address of our file store. */
const FILE_LINK = /(station-files\\?\/)[\w-]+/g

/** Whether a configuration key, variable or JSON property of this name may hold a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_END.test(name)
}

/**
 * The text of a frame without its secrets: values of variables and keys whose name says so, private keys, and the
 * credentials in URLs.
 * A frame that cannot be parsed and looks as if it held one is withheld whole.
 */
export function redactFrame(text: string): string {
  if (!SUSPICION.test(text)) return text
  try {
    return JSON.stringify(redact(JSON.parse(text)))
  } catch {
    return REDACTED
  }
}

/** The text of a frame as it is recorded: without secrets, and without what a station reports of its customers. */
export function recordedFrame(action: string, text: string): string {
  if (action !== 'NotifyCustomerInformation') return redactFrame(text)
  try {
    // Their data is in the report that was asked for, for those who may read it (2.x N09).
    return redactFrame(JSON.stringify(JSON.parse(text, (key, value: unknown) => (key === 'data' ? REDACTED : value))))
  } catch {
    return REDACTED
  }
}

/** Plain data without its secrets. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  const names = namesSecret(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, conceals(key, names) ? hide(entry) : redact(entry)]),
  )
}

/** Vendors put JSON into texts (DataTransfer): it is looked through too. */
function redactText(text: string): string {
  if (!SUSPICION.test(text)) return text
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(redact(JSON.parse(text)))
    } catch {
      // A text that only begins like JSON is a text.
    }
  }
  return text.replace(PRIVATE_KEY, REDACTED).replace(USER_INFO, `://${REDACTED}@`).replace(FILE_LINK, `$1${REDACTED}`)
}

/** `{key: 'AuthorizationKey', value}` of 1.6, `{variable: {name: 'BasicAuthPassword'}, attributeValue}` of 2.x. */
function namesSecret(entry: object): boolean {
  const key = 'key' in entry ? entry.key : undefined
  if (typeof key === 'string') return isSecretName(key)
  const variable = 'variable' in entry ? entry.variable : undefined
  if (typeof variable === 'string') return isSecretName(variable)
  if (typeof variable !== 'object' || variable === null || !('name' in variable)) return false
  return typeof variable.name === 'string' && isSecretName(variable.name)
}

const NAMES = new Set(['key', 'keys', 'unknownKey', 'configurationKey'])
const VALUES = new Set(['value', 'attributeValue', 'variableAttribute', 'actualValue'])

function conceals(key: string, ofSecret: boolean): boolean {
  if (NAMES.has(key)) return false
  return ofSecret ? VALUES.has(key) : isSecretName(key)
}

/** Hides every text and number inside, keeping the shape so that the frame stays readable. */
function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide)
  if (typeof value !== 'object' || value === null) return value === null ? null : REDACTED
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, key === 'value' ? REDACTED : entry]))
}
