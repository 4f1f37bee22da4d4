import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { DoorWords } from '../i18n/later-words.tsx'

/** Around the pages before the sign-in, which have words of their own. */
export function BeforeSignIn() {
  return (
    <Suspense fallback={null}>
      <DoorWords>
        <Outlet />
      </DoorWords>
    </Suspense>
  )
}
