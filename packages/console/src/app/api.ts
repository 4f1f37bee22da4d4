import { createClient } from '@stationmaster/server/contract'

/** Calls the server this page came from. */
export const call = createClient({ baseUrl: '' })
