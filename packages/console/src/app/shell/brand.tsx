import type { Brand } from '@stationmaster/server/contract'
import { useEffect } from 'react'
import { showAccent } from '../theme/accent.ts'
import { LogoMark } from './logo.tsx'

type Looks = Pick<Brand, 'accent' | 'logo'>

/** Whose console this is: the organisation's logo and colour, ours where it has none. */
export function BrandMark({ brand, size = 28 }: { brand: Looks | null | undefined; size?: number }) {
  const accent = brand?.accent ?? null
  useEffect(() => showAccent(accent), [accent])
  return brand?.logo == null ? <LogoMark size={size} /> : <img src={brand.logo} alt="" height={size} />
}
