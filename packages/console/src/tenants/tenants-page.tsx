import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { NewTenantDialog } from './new-tenant-dialog.tsx'
import { tenantsQuery } from './queries.ts'
import { TenantRow } from './tenant-row.tsx'
import classes from './tenants.module.css'

/** The operators that share this installation, for those who run it. */
export function TenantsPage() {
  const text = useText()
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={text('tenants.title')}
      actions={
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {text('tenants.add')}
        </Button>
      }
    >
      <Widget>
        <List />
      </Widget>
      {adding ? <NewTenantDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function List() {
  const { data } = useSuspenseQuery(tenantsQuery)
  return (
    <Panel>
      <ul className={classes['list']}>
        {data.items.map((tenant) => (
          <TenantRow key={tenant.slug} tenant={tenant} />
        ))}
      </ul>
    </Panel>
  )
}
