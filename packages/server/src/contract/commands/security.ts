import { z } from 'zod'
import { OcppVersion, StationIdentity } from '../primitives.ts'

const text = (max: number) => z.string().min(1).max(max)

const Apn = z.strictObject({
  apn: text(512),
  authentication: z.enum(['CHAP', 'NONE', 'PAP', 'AUTO']),
  userName: text(20).optional(),
  password: text(20).optional(),
  simPin: z.int().min(0).max(99_999_999).optional(),
  preferredNetwork: text(6).optional(),
  useOnlyPreferredNetwork: z.boolean().optional(),
})

const Vpn = z.strictObject({
  server: text(512),
  user: text(20),
  password: text(20),
  key: text(255),
  type: z.enum(['IKEv2', 'IPSec', 'L2TP', 'PPTP']),
  group: text(20).optional(),
})

/** A way to connect, as 2.x stations keep them in numbered slots. */
export const NetworkProfile = z.strictObject({
  url: z
    .string()
    .max(512)
    .regex(/^wss?:\/\/\S+$/, 'must be an address that starts with ws:// or wss://'),
  /** 0 is not allowed here: it is a step down. */
  securityProfile: z.int().min(1).max(3),
  interface: z
    .enum(['Wired0', 'Wired1', 'Wired2', 'Wired3', 'Wireless0', 'Wireless1', 'Wireless2', 'Wireless3', 'Any'])
    .default('Wired0'),
  messageTimeoutS: z.int().min(1).max(3600).default(30),
  version: OcppVersion.optional(),
  transport: z.enum(['JSON', 'SOAP']).optional(),
  /** 2.1 only. */
  identity: StationIdentity.optional(),
  basicAuthPassword: z.string().min(16).max(40).optional(),
  apn: Apn.optional(),
  vpn: Vpn.optional(),
})
export type NetworkProfile = z.output<typeof NetworkProfile>

/** By which way a station connects. */
export const SECURITY_COMMANDS = [
  z.strictObject({
    kind: z.literal('setNetworkProfile'),
    slot: z.int().min(0).max(1000),
    profile: NetworkProfile,
  }),
] as const
