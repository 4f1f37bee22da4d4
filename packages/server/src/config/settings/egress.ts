import { flag, integer, networks } from '../parsers.ts'
import type { Setting } from './setting.ts'

/** Requests to addresses that people have given: webhooks, single sign-on. */
export const egress = {
  EGRESS_HTTP: {
    description: 'plain http too for addresses that people give (webhooks, single sign-on)',
    default: 'off',
    parser: flag(),
  },
  EGRESS_NETWORKS: {
    description: 'internal addresses or networks that such addresses may lead to, comma-separated',
    default: '',
    parser: networks(),
  },
  EGRESS_TIMEOUT_MS: {
    description: 'milliseconds such a request may take in all',
    default: '10000',
    parser: integer(100, 60_000),
  },
  WEBHOOKS_PER_TENANT: {
    description: 'webhooks that one tenant may have',
    default: '20',
    parser: integer(0, 1000),
  },
} as const satisfies Record<string, Setting>
