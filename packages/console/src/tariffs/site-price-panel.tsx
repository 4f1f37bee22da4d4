import { Alert, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { Panel } from '../ui/panel.tsx'
import { siteTariffQuery, tariffsQuery } from './queries.ts'
import { usePriceWords } from './use-price-words.ts'

/** What charging costs at a site, and by which tariff. */
export function SitePricePanel({ siteId }: { siteId: string }) {
  const text = useText()
  const words = usePriceWords()
  const { data } = useQuery(siteTariffQuery(siteId))
  if (data === undefined) return null
  const { own, tariff } = data
  return (
    <Panel title={text('prices.here')}>
      <p>
        {tariff === null || tariff.inForce === null
          ? text('prices.notYet')
          : words(tariff.inForce.prices, tariff.currency)}
      </p>
      <May call="assignSiteTariff">
        <SiteTariffField siteId={siteId} own={own} />
      </May>
    </Panel>
  )
}

function SiteTariffField({ siteId, own }: { siteId: string; own: string | null }) {
  const text = useText()
  const client = useQueryClient()
  const { data: tariffs } = useQuery(tariffsQuery)
  const assign = useMutation({
    mutationFn: (tariffId: string | null) => call('assignSiteTariff', { params: { id: siteId }, body: { tariffId } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tariffs }),
  })
  return (
    <>
      <NativeSelect
        label={text('prices.tariff')}
        value={own ?? ''}
        disabled={assign.isPending}
        data={[
          { value: '', label: text('prices.ofNetwork') },
          ...(tariffs?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => assign.mutate(value === '' ? null : value)}
      />
      {assign.isError ? <Alert color="red">{errorLine(assign.error, text)}</Alert> : null}
    </>
  )
}
