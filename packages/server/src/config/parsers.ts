import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { Secret } from './secrets.ts'

/*
 * Every setting is text at first, wherever it comes from, and one of these parsers turns it into a value.
 * The messages complete the sentence "NAME must be …".
 */

const WHOLE_NUMBER = /^-?\d{1,15}$/

/** A whole number within bounds. */
export function integer(min: number, max: number) {
  const rule = `a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(WHOLE_NUMBER, rule)
    .transform(Number)
    .refine((value) => value >= min && value <= max, rule)
}

/** on/off, true/false, yes/no or 1/0. */
export function flag() {
  return z
    .string()
    .toLowerCase()
    .refine((text) => /^(on|off|true|false|yes|no|1|0)$/.test(text), 'on or off')
    .transform((text) => /^(on|true|yes|1)$/.test(text))
}

/** The name of an HTTP header, in lower case. */
export function headerName() {
  return z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,64}$/, 'the name of a header, such as X-Client-Cert')
}

/** One of a few words. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `one of ${words.join(', ')}`)
}

export function text() {
  return z.string()
}

export function secret(minimumLength: number) {
  return z
    .string()
    .min(minimumLength, `at least ${minimumLength} characters long`)
    .regex(/^\S*$/, 'without spaces or line breaks')
    .transform((value) => new Secret(value))
}

/** A PostgreSQL address; it may hold a password, so it is a secret. */
export function postgresUrl() {
  return z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), 'a URL that starts with postgresql://')
    .transform((value) => new Secret(value))
}

function parseOrigin(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined
  const url = new URL(value)
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return /^https?:$/.test(url.protocol) && isBare ? url.origin : undefined
}

/** The scheme, host and port of a web address, nothing behind them. */
export function origin() {
  return z.string().transform((value, context) => {
    const parsed = parseOrigin(value)
    if (parsed !== undefined) return parsed
    context.addIssue('an http or https address without a path, such as https://csms.example')
    return z.NEVER
  })
}

function list(value: string): string[] {
  return value.split(/[\s,]+/).filter((part) => part !== '')
}

/** Web origins separated by commas. */
export function origins() {
  return z.string().transform((value, context) => {
    const parsed = list(value).map(parseOrigin)
    if (parsed.every((one) => one !== undefined)) return parsed
    context.addIssue('a comma-separated list of origins such as https://console.example')
    return z.NEVER
  })
}

function isAddressOrNetwork(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  if (bits === undefined) return true
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 6 ? 128 : 32)) return false
  new BlockList().addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
  return true
}

/** IP addresses or CIDR networks separated by commas. */
export function networks() {
  return z
    .string()
    .transform(list)
    .refine(
      (all) => all.every(isAddressOrNetwork),
      'a comma-separated list of addresses or networks such as 10.0.0.0/8',
    )
}

/** An IPv4 address, the only kind that PASV can name. */
export function ipv4Address() {
  return z.string().refine((value) => isIP(value) === 4, 'an IPv4 address')
}

/** Two port numbers with a dash between them. */
export function portRange() {
  return z.string().transform((value, context) => {
    const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(value)?.map(Number) ?? []
    if (from !== undefined && to !== undefined && from >= 1 && from <= to && to <= 65_535) return { from, to }
    context.addIssue('a range of ports such as 50000-50099')
    return z.NEVER
  })
}
