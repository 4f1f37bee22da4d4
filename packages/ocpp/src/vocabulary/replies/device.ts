/** Whether a station may send a stream of values (2.1 OpenPeriodicEventStream). */
export interface StreamOpeningReply {
  readonly kind: 'streamOpening'
  readonly status: 'Accepted' | 'Rejected'
}

export type DeviceReply = StreamOpeningReply
