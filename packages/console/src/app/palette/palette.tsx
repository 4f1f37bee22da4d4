import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { CommandOffers } from './command-offers.tsx'
import classes from './palette.module.css'
import { EntityGroups, PageGroup, RecentGroup, VerbGroup } from './palette-groups.tsx'
import { OfferGroup } from './palette-offers.tsx'
import { usePaletteSearch } from './use-palette-search.ts'
import { parseLine } from './verbs.ts'

/** Ctrl-K: find a station, session, site or token; or do something to one at once. */
export function Palette({ request }: { request: { readonly text: string; readonly count: number } }) {
  const text = useText()
  const [typed, setTyped] = useState(request.text)
  const [settled] = useDebouncedValue(typed, 120)
  const line = parseLine(settled, (verb) => text(`palette.verb.${verb}`))
  const { found, searching } = usePaletteSearch(line.search, line.verb !== null)
  useEffect(() => {
    setTyped(request.text)
    spotlight.open()
  }, [request])
  return (
    <Spotlight.Root query={typed} onQueryChange={setTyped} shortcut={null} scrollable maxHeight={520} radius="lg">
      <Spotlight.Search
        placeholder={text('palette.placeholder')}
        aria-label={text('palette.placeholder')}
        leftSection={<Search size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {line.verb === null ? (
          <>
            <RecentGroup shown={line.search === ''} />
            {/* The best match can be acted on at once; more would bury the rest of the list. */}
            <OfferGroup stations={found.stations.slice(0, 1)} verbs={['start', 'stop', 'reset']} />
            <EntityGroups found={found} />
            <VerbGroup search={line.search} onChoose={setTyped} />
            <CommandOffers search={line.search} />
            <PageGroup search={line.search} />
          </>
        ) : (
          <OfferGroup stations={found.stations} verbs={[line.verb]} />
        )}
        <Spotlight.Empty className={classes['empty'] ?? ''}>
          {text(searching ? 'palette.searching' : 'palette.nothing')}
        </Spotlight.Empty>
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
