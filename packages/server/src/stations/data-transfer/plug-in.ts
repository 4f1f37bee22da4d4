/** What a plug-in says to a message of its vendor. */
export interface TransferVerdict {
  readonly status: 'Accepted' | 'Rejected' | 'UnknownMessageId' | 'UnknownVendorId'
  readonly data?: unknown
}

/**
 * Understands the DataTransfer messages of one vendor. Pure and total: what the data is, only the station knows. To add one,
 * write a module in this folder and name it in plug-ins.ts.
 */
export interface DataTransferPlugIn {
  readonly vendorId: string
  /** By message id. */
  readonly messages: Readonly<Record<string, (data: unknown) => TransferVerdict>>
}
