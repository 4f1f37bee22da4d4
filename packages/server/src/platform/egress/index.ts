export { Egress, type EgressOptions, type EgressRequest, type EgressResult } from './egress.ts'
export { egressFetch } from './egress-fetch.ts'
