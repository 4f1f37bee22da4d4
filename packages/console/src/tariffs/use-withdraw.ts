import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'

/** Takes back prices that are not in force yet. */
export function useWithdraw(tariffId: string) {
  const text = useText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (versionId: string) => call('withdrawTariffVersion', { params: { id: tariffId, versionId } }),
    onSuccess: (_, versionId) => {
      notifications.hide(versionId)
      notifications.show({ message: text('prices.withdrawn') })
    },
    onError: (error) => notifications.show({ color: 'red', message: errorLine(error, text) }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tariffs }),
  })
}
