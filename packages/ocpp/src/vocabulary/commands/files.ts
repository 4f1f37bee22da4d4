/** Files that stations fetch and deliver: firmware images and logs. Locations are URLs, times epoch ms. */
export type FilesCommand =
  /** With a signature and its certificate it is the signed update (1.6 SignedUpdateFirmware). */
  | {
      readonly kind: 'updateFirmware'
      readonly requestId: number
      readonly location: string
      readonly retrieveAtMs: number
      /** 2.x, and the signed update of 1.6; at once when left out. */
      readonly installAtMs?: number
      /** Base64 signature over the image's hash, with the PEM certificate that proves it. */
      readonly signed?: { readonly signature: string; readonly certificate: string }
      readonly retry?: RetryRule
    }
  | {
      readonly kind: 'getLog'
      readonly requestId: number
      /** DataCollectorLog is of 2.1. */
      readonly log: 'DiagnosticsLog' | 'SecurityLog' | 'DataCollectorLog'
      readonly location: string
      readonly span?: LogSpan
      readonly retry?: RetryRule
    }
  /** 1.6 without its security extension. */
  | {
      readonly kind: 'getDiagnostics'
      readonly requestId: number
      readonly location: string
      readonly span?: LogSpan
      readonly retry?: RetryRule
    }
  /** 2.x, to a local controller: fetch an image and offer it to the stations behind it. The checksum is MD5 in hex. */
  | {
      readonly kind: 'publishFirmware'
      readonly requestId: number
      readonly location: string
      readonly checksum: string
      readonly retry?: RetryRule
    }
  | { readonly kind: 'unpublishFirmware'; readonly checksum: string }

/** How often a transfer that fails is tried again, and after how long. */
export interface RetryRule {
  readonly retries?: number
  readonly intervalS?: number
}

/** The part of a log that is wanted, epoch ms; open where left out. */
export interface LogSpan {
  readonly fromMs?: number
  readonly toMs?: number
}
