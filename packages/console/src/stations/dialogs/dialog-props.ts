import type { StationDetail } from '@stationmaster/server/contract'

export interface StationDialogProps {
  readonly station: StationDetail
  readonly opened: boolean
  readonly onClose: () => void
}
