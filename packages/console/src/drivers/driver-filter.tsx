import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { driverQuery } from './queries.ts'

/** Says that a list is that of one driver, and takes that away. */
export function DriverFilter({ driverId, onClear }: { driverId: string; onClear: () => void }) {
  const text = useText()
  const may = useMay()
  const { data } = useQuery({ ...driverQuery(driverId), enabled: may('customers.read') })
  const driver = data?.name ?? '••••'
  return (
    <Button
      variant="light"
      rightSection={<X size={14} aria-hidden />}
      aria-label={text('drivers.filter.clear', { driver })}
      onClick={onClear}
    >
      {text('drivers.filter', { driver })}
    </Button>
  )
}
