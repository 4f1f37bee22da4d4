import type { z } from 'zod'
import { database } from './settings/database.ts'
import { egress } from './settings/egress.ts'
import { files } from './settings/files.ts'
import { handshake } from './settings/handshake.ts'
import { http } from './settings/http.ts'
import { mail } from './settings/mail.ts'
import { program } from './settings/program.ts'
import type { Setting } from './settings/setting.ts'
import { socket } from './settings/socket.ts'
import { stations } from './settings/stations.ts'
import { tls } from './settings/tls.ts'

/** The tables of settings under the headings of `--help`. */
export const settingGroups = {
  Program: program,
  HTTP: http,
  TLS: tls,
  Database: database,
  'Station handshake': handshake,
  'Station socket': socket,
  Stations: stations,
  Files: files,
  Mail: mail,
  'Requests to others': egress,
} as const

/** Every setting of the program, by name. */
export const settings = {
  ...program,
  ...http,
  ...tls,
  ...database,
  ...handshake,
  ...socket,
  ...stations,
  ...files,
  ...mail,
  ...egress,
}

export type SettingName = keyof typeof settings

export type SettingValues = {
  readonly [Name in SettingName]:
    | z.output<(typeof settings)[Name]['parser']>
    | ((typeof settings)[Name]['default'] extends string ? never : undefined)
}

export const settingNames = Object.keys(settings).filter(isSettingName)

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name)
}

/** The table entry of a setting, seen without its own value type. */
export function describeSetting(name: SettingName): Setting {
  return settings[name]
}
