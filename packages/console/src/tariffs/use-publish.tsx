import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Tariff, TariffPrices } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useWithdraw } from './use-withdraw.ts'

/** What is published "now" is in force this much later, so that a slip can be taken back. */
const UNDO_S = 10

interface Publication {
  readonly prices: TariffPrices
  /** Undefined: now. */
  readonly validFromMs: number | undefined
}

/** Publishes prices, and offers to take them back while they are not in force. */
export function usePublish(tariff: Tariff) {
  const text = useText()
  const format = useFormat()
  const client = useQueryClient()
  const withdraw = useWithdraw(tariff.id)
  return useMutation({
    mutationFn: ({ prices, validFromMs }: Publication) => {
      const start = validFromMs === undefined ? { afterS: UNDO_S } : { validFrom: new Date(validFromMs).toISOString() }
      return call('publishTariffVersion', {
        ...{ params: { id: tariff.id }, body: { prices, ...start }, idempotencyKey: crypto.randomUUID() },
      })
    },
    onSuccess: async ({ id, validFrom }) => {
      notifications.show({
        id,
        autoClose: UNDO_S * 1000,
        message: (
          <>
            {text('prices.published', { tariff: tariff.name, at: format.dateTime(validFrom) })}{' '}
            <Button size="compact-sm" variant="subtle" onClick={() => withdraw.mutate(id)}>
              {text('prices.undo')}
            </Button>
          </>
        ),
      })
      await client.invalidateQueries({ queryKey: queryKeys.tariffs })
    },
  })
}
