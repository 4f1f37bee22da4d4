import { everyScreenIsAccessible } from './walk.ts'

// It has the longest words; what axe looks at is as in English.
everyScreenIsAccessible('de', [])
