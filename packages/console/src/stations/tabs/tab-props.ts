import type { StationDetail } from '@stationmaster/server/contract'

export interface TabProps {
  readonly station: StationDetail
}
