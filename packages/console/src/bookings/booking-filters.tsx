import { TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import { useSiteChoices } from '../sites/use-sites.ts'
import { ChoiceField, FilterBar } from '../ui/filter-bar.tsx'
import classes from './bookings.module.css'
import { type BookingSearch, bookingStates } from './search.ts'

interface BookingFiltersProps {
  readonly search: BookingSearch
  readonly change: (part: BookingSearch) => void
}

/** State, site and days; what is chosen stands in the address. */
export function BookingFilters({ search, change }: BookingFiltersProps) {
  const text = useText()
  const sites = useSiteChoices()
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      aria-label={text(`booking.day.${name}`)}
      leftSection={<span className={classes['dim']}>{text(`booking.day.${name}.short`)}</span>}
      leftSectionWidth={56}
      className={classes['days'] ?? ''}
      value={search[name] ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <FilterBar>
      <ChoiceField
        label={text('booking.states')}
        any={text('booking.states.open')}
        options={[
          { value: 'all', label: text('booking.states.all') },
          ...bookingStates.map((value) => ({ value, label: text(`booking.state.${value}`) })),
        ]}
        value={search.state}
        onChoose={(state) => change({ state })}
      />
      <ChoiceField
        label={text('booking.site')}
        any={text('booking.site.any')}
        options={sites}
        value={search.site}
        onChoose={(site) => change({ site })}
      />
      {day('from')}
      {day('to')}
    </FilterBar>
  )
}
