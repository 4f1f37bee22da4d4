import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { MoreWords } from '../i18n/later-words.tsx'
import { useText } from '../i18n/use-text.ts'
import { CommandOffers } from './command-offers.tsx'
import classes from './palette.module.css'
import { EntityGroups, StationGroup } from './palette-entities.tsx'
import { PageGroup, RecentGroup, VerbGroup } from './palette-groups.tsx'
import { OfferGroup } from './palette-offers.tsx'
import { useListbox } from './use-listbox.ts'
import { usePaletteSearch } from './use-palette-search.ts'
import { parseLine, verbs } from './verbs.ts'

const LIST_ID = 'palette-list'
/** The part of the list that scrolls, which screen readers take for the list. */
const OPTIONS_ID = 'palette-options'

interface PaletteProps {
  readonly request: { readonly text: string; readonly count: number }
}

/** Ctrl-K: find a station, session, site, token or person; or do something to a station at once. */
export function Palette({ request }: PaletteProps) {
  return (
    <MoreWords>
      <OpenPalette request={request} />
    </MoreWords>
  )
}

function OpenPalette({ request }: PaletteProps) {
  const text = useText()
  const [typed, setTyped] = useState(request.text)
  const [settled] = useDebouncedValue(typed, 120)
  const line = parseLine(settled, (verb) => text(`palette.verb.${verb}`))
  const { found, searching } = usePaletteSearch(line.search, line.verb !== null)
  // What stands there while one types on is of the words before: it may be looked at, but nothing is sent.
  const isSettled = typed === settled && !searching
  const { activeId, count } = useListbox(LIST_ID, typed !== '')
  useEffect(() => {
    setTyped(request.text)
    spotlight.open()
  }, [request])
  const [best] = found.stations
  // Handed on to what scrolls, which the type of the list does not say.
  const scrolling = { viewportProps: { id: OPTIONS_ID, role: 'listbox', 'aria-label': text('palette.results') } }
  return (
    <Spotlight.Root query={typed} onQueryChange={setTyped} shortcut={null} scrollable maxHeight={520} radius="lg">
      <Spotlight.Search
        placeholder={text('palette.placeholder')}
        aria-label={text('palette.placeholder')}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={count > 0}
        aria-controls={OPTIONS_ID}
        aria-activedescendant={activeId ?? ''}
        leftSection={<Search size={18} aria-hidden />}
      />
      <Spotlight.ActionsList id={LIST_ID} {...scrolling}>
        {line.verb === null ? (
          <>
            <RecentGroup shown={line.search === ''} />
            {best === undefined ? null : (
              <>
                <StationGroup label={text('nav.stations')} stations={[best]} />
                {/* The best match can be acted on at once; more would bury the rest of the list. */}
                <OfferGroup stations={[best]} verbs={verbs} isSettled={isSettled} />
              </>
            )}
            <EntityGroups found={found} />
            <VerbGroup search={line.search} onChoose={setTyped} />
            <CommandOffers search={line.search} />
            <PageGroup search={line.search} />
          </>
        ) : (
          <OfferGroup stations={found.stations} verbs={[line.verb]} isSettled={isSettled} />
        )}
      </Spotlight.ActionsList>
      <p role="status" className={count > 0 ? 'sm-visually-hidden' : classes['empty']}>
        {text(count > 0 ? 'palette.count' : isSettled ? 'palette.nothing' : 'palette.searching', { count })}
      </p>
    </Spotlight.Root>
  )
}
