import { z } from 'zod'
import { StationIdentity, Uuid } from '../primitives.ts'

/** Parameters of paths below one station. */
export const station = z.strictObject({ stationId: StationIdentity })
/** Parameters of paths below one thing with an id of ours. */
export const uuid = z.strictObject({ id: Uuid })
