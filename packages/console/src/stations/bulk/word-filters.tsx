import { useQuery } from '@tanstack/react-query'
import { useText } from '../../app/i18n/use-text.ts'
import { ChoiceField } from '../../ui/filter-bar.tsx'
import type { StationSearch } from '../queries.ts'
import { stationGroupsQuery, stationTagsQuery } from './queries.ts'

interface WordFiltersProps {
  readonly filter: StationSearch
  readonly change: (part: StationSearch) => void
}

/** Filters by tag and by group, where there are any. */
export function WordFilters({ filter, change }: WordFiltersProps) {
  const text = useText()
  const tags = useQuery(stationTagsQuery).data?.items ?? []
  const groups = useQuery(stationGroupsQuery).data?.items ?? []
  return (
    <>
      {tags.length === 0 && filter.tag === undefined ? null : (
        <ChoiceField
          label={text('bulk.tag')}
          any={text('bulk.anyTag')}
          options={tags.map(({ tag }) => ({ value: tag, label: tag }))}
          value={filter.tag}
          onChoose={(tag) => change({ tag })}
        />
      )}
      {groups.length === 0 && filter.groupId === undefined ? null : (
        <ChoiceField
          label={text('bulk.group')}
          any={text('bulk.anyGroup')}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.groupId}
          onChoose={(groupId) => change({ groupId })}
        />
      )}
    </>
  )
}
