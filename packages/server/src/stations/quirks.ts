import { z } from 'zod'
import type { StationQuirks } from './state.ts'

const ocppVersion = z.enum(['1.6', '2.0.1', '2.1'])
const anyRecord = z.record(z.string(), z.unknown()).catch({})

/** Reads the `quirks` column: a name or value that this version of the program does not know leaves its tolerance off. */
export function parseQuirks(stored: unknown): StationQuirks {
  const given = anyRecord.parse(stored)
  const version = ocppVersion.safeParse(given['missingSubprotocol'])
  return {
    ...(version.success && { missingSubprotocol: version.data }),
    ...(given['emptyBasicUser'] === true && { emptyBasicUser: true }),
    ...(given['reversedIdToken'] === true && { reversedIdToken: true }),
    ...(given['constantStart'] === true && { constantStart: true }),
  }
}
