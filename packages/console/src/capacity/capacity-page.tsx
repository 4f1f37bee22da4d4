import { Button } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import type { Site } from '@stationmaster/server/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { errorWords } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { siteQuery } from '../sites/site-queries.ts'
import { LoadingLines } from '../ui/loading.tsx'
import { ErrorState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { whatIfQuery } from './queries.ts'
import { askedBy, fieldsOf, searchOf, type WhatIfFields } from './what-if-fields.ts'
import { WhatIfForm } from './what-if-form.tsx'
import { WhatIfResult } from './what-if-result.tsx'
import { YearPanel } from './year-panel.tsx'

const route = getRouteApi('/app/sites/$siteId/capacity')
/** Typing a number takes a moment; a year is replayed for what stands there then. */
const TYPING_MS = 400

/** What more chargers, another limit or more visits would do to a site, replayed on its last year. */
export function CapacityPage() {
  const text = useText()
  const { siteId } = route.useParams()
  const { data: site } = useSuspenseQuery(siteQuery(siteId))
  return (
    <Page
      title={text('capacity.title')}
      lead={<span translate="no">{site.name}</span>}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/sites/$siteId" params={{ siteId }} {...props} />}>
          {text('capacity.toSite')}
        </Button>
      }
    >
      <WhatIfPart key={site.id} site={site} />
      <Widget lines={6}>
        <YearPanel siteId={siteId} />
      </Widget>
    </Page>
  )
}

function WhatIfPart({ site }: { site: Site }) {
  const text = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [fields, setFields] = useState(() => fieldsOf(search, site.gridLimitW))
  const [settled, setSettled] = useState(fields)
  const settle = useDebouncedCallback((next: WhatIfFields) => {
    setSettled(next)
    void navigate({ search: searchOf(next, site.gridLimitW), replace: true })
  }, TYPING_MS)
  const { refused } = askedBy(fields)
  const { body } = askedBy(settled)
  const query = useQuery(whatIfQuery(site.id, body))
  return (
    <>
      <WhatIfForm
        fields={fields}
        refused={refused}
        error={query.error}
        siteLimitW={site.gridLimitW}
        usualGrowth={query.data === undefined ? null : usualGrowthIn(query.data, fields)}
        onChange={(next) => {
          setFields(next)
          settle(next)
        }}
      />
      {query.isError ? (
        <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <LoadingLines lines={8} />
      ) : (
        <WhatIfResult whatIf={query.data} isOld={query.isPlaceholderData || fields !== settled} />
      )}
    </>
  )
}

/** The growth that is assumed when none is said. */
function usualGrowthIn({ basis }: { basis: { chargers: number } }, { chargers }: WhatIfFields): number | null {
  const added = Number(chargers)
  return basis.chargers === 0 || !Number.isFinite(added) ? null : (added / basis.chargers) * 100
}
