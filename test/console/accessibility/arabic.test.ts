import { everyScreenIsAccessible } from './walk.ts'

// From right to left, and in the dark: so that each colour scheme is looked at on every screen.
everyScreenIsAccessible('ar', 'dark')
