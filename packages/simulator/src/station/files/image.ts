import { constants, createHash, verify, X509Certificate } from 'node:crypto'

/** The version an image brings: said in its first line, or taken from its content. */
export function versionOfImage(image: Buffer): string {
  const [, said] = /^version=([\w .+-]{1,50})\r?$/m.exec(image.subarray(0, 200).toString('latin1')) ?? []
  return said ?? `build-${createHash('sha256').update(image).digest('hex').slice(0, 8)}`
}

/** A certificate that can be read and is valid now. */
export function readCertificate(pem: string, nowMs: number): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(pem)
    const isValid = certificate.validFromDate.getTime() <= nowMs && nowMs <= certificate.validToDate.getTime()
    return isValid ? certificate : undefined
  } catch {
    return undefined
  }
}

/** Whether an image is the one that was signed: ECDSA, or RSA with either padding, over SHA-256. */
export function isSignedBy(image: Buffer, signature: string, certificate: X509Certificate): boolean {
  const bytes = Buffer.from(signature, 'base64')
  const key = certificate.publicKey
  try {
    if (key.asymmetricKeyType !== 'rsa') return verify('sha256', image, key, bytes)
    return [constants.RSA_PKCS1_PSS_PADDING, constants.RSA_PKCS1_PADDING].some((padding) =>
      verify('sha256', image, { key, padding }, bytes),
    )
  } catch {
    return false
  }
}
