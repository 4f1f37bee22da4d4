import { useMemo } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import type { MessageKey } from './catalogue.ts'

export type TextValues = Readonly<Record<string, string | number | Date | null | undefined>>

export interface Text {
  /** The message of a key. */
  (key: MessageKey, values?: TextValues): string
  /** The message of a key that a machine named (an error code, a flag); null when the catalogue has none. */
  maybe(key: string, values?: TextValues): string | null
}

/** Words in the reader's language. */
export function useText(): Text {
  const intl = useIntl()
  return useMemo(() => textOf(intl), [intl])
}

export function textOf(intl: IntlShape): Text {
  const say = (id: string, values?: TextValues) => intl.formatMessage({ id }, { ...values })
  return Object.assign((key: MessageKey, values?: TextValues) => say(key, values), {
    maybe: (key: string, values?: TextValues) => (Object.hasOwn(intl.messages, key) ? say(key, values) : null),
  })
}
