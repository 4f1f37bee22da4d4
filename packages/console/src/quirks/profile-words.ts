import type { QuirkProfile } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'

/** The name of a profile: its own, or, of those that come with the program, in the reader's language. */
export function profileName({ id, name }: Pick<QuirkProfile, 'id' | 'name'>, text: Text): string {
  return id === null ? (text.maybe(`quirkProfile.${name}`) ?? name) : name
}

/** What is seen in the field; null where nobody has said. */
export function profileSeen({ id, name, seen }: QuirkProfile, text: Text): string | null {
  return id === null ? (text.maybe(`quirkProfile.${name}.seen`) ?? seen) : seen
}
