import { Button } from '@mantine/core'
import type { Tariff } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Coins, Plus } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { NameDialog } from './name-dialog.tsx'
import { PriceEditor } from './price-editor.tsx'
import classes from './prices.module.css'
import { tariffsQuery } from './queries.ts'
import { TariffList } from './tariff-list.tsx'
import { VersionHistory } from './version-history.tsx'

const route = getRouteApi('/app/prices')

/** What charging costs: every tariff, and the one that is looked at with its next price and its history. */
export function PricesPage() {
  const text = useText()
  const query = useSuspenseQuery(tariffsQuery)
  const { tariff: wanted } = route.useSearch()
  const change = route.useNavigate()
  const [dialog, setDialog] = useState<'add' | 'rename' | null>(null)
  const tariffs = query.data.items
  const selected = tariffs.find(({ id }) => id === wanted) ?? tariffs.find(({ isDefault }) => isDefault) ?? tariffs[0]
  const add = (
    <May call="createTariff">
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setDialog('add')}>
        {text('prices.add')}
      </Button>
    </May>
  )
  return (
    <Page title={text('nav.prices')} actions={selected === undefined ? undefined : add}>
      <StaleNote query={query} />
      {selected === undefined ? (
        <Panel>
          <EmptyState icon={Coins} title={text('prices.none')} action={add}>
            {text('prices.none.text')}
          </EmptyState>
        </Panel>
      ) : (
        <div className={classes['columns']}>
          <TariffList tariffs={tariffs} selected={selected} />
          <div className={classes['column']}>
            <May call="publishTariffVersion">
              <PriceEditor key={selected.id} tariff={selected} />
            </May>
            <TariffActions tariff={selected} onRename={() => setDialog('rename')} />
            <VersionHistory tariff={selected} />
          </div>
        </div>
      )}
      {dialog === null ? null : (
        <NameDialog
          tariff={dialog === 'rename' ? (selected ?? null) : null}
          onClose={() => setDialog(null)}
          onSaved={({ id }) => void change({ search: { tariff: id }, replace: true })}
        />
      )}
    </Page>
  )
}

function TariffActions({ tariff, onRename }: { tariff: Tariff; onRename: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const assign = useMutation({
    mutationFn: () => call('assignNetworkTariff', { body: { tariffId: tariff.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tariffs }),
  })
  return (
    <div className={classes['side']}>
      <May call="renameTariff">
        <Button variant="default" onClick={onRename}>
          {text('prices.rename')}
        </Button>
      </May>
      {tariff.isDefault ? null : (
        <May call="assignNetworkTariff">
          <Button variant="default" loading={assign.isPending} onClick={() => assign.mutate()}>
            {text('prices.makeNetwork')}
          </Button>
        </May>
      )}
    </div>
  )
}
