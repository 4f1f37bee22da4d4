/** A time as a station sent it: the text byte for byte, and what it parses to when it parses at all. */
export interface StationTime {
  readonly text: string
  /** Epoch milliseconds UTC; undefined when the text is no time. A missing zone is read as UTC. */
  readonly ms: number | undefined
}
