/** One page, one reader: the clock by which times are shown and typed. Undefined: the device's. */
let zone: string | undefined

export function setReaderZone(timeZone: string | undefined): void {
  zone = timeZone
}

export function readerZone(): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
