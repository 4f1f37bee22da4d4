/** Progress of a firmware update, in the station's words. 1.6 names no request, apart from its signed update. */
export interface FirmwareStatusReported {
  readonly kind: 'firmwareStatus'
  readonly status: string
  readonly requestId?: number
  readonly info?: string
}

/** LogStatusNotification, and 1.6 DiagnosticsStatusNotification, which names no request. */
export interface LogStatusReported {
  readonly kind: 'logStatus'
  readonly status: string
  readonly requestId?: number
  readonly info?: string
}

/** Progress of a local controller that publishes firmware (2.x). */
export interface FirmwarePublicationReported {
  readonly kind: 'firmwarePublication'
  readonly status: string
  readonly requestId?: number
  /** Where the stations behind it find the image, once it is published. */
  readonly locations: readonly string[]
  readonly info?: string
}
