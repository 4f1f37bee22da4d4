/** Encrypts secrets for the database, under a key that the database does not hold. */
export interface Sealing {
  seal(secret: string): Buffer
  /** Undefined when it was sealed under another key: the secret has to be entered again. */
  open(sealed: Uint8Array): string | undefined
}
