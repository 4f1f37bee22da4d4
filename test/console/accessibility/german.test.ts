import { everyScreenIsAccessible } from './walk.ts'

// It has the longest words of those that run from left to right.
everyScreenIsAccessible('de', 'light')
