/** The longest name that is kept; no file system of today takes more than 255 bytes. */
const LONGEST_NAME = 120
const LONGEST_IN_ADDRESS = 60

/**
 * A file name as it may be shown and offered for saving: the last part of whatever path it came with, of letters, digits
 * and a few signs alone. Names are labels here: nothing is ever opened by one.
 */
export function safeFileName(offered: string | undefined, otherwise: string): string {
  const last = (offered ?? '').split(/[/\\]/).at(-1) ?? ''
  const safe = last
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._+=@()-]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
  return [...safe].slice(0, LONGEST_NAME).join('') || otherwise
}

/** The name as the last part of a download's address: some stations go by its ending, and take only plain and short ones. */
export function nameInAddress(name: string): string {
  return name.replace(/[^\w.+-]/g, '_').slice(-LONGEST_IN_ADDRESS)
}
