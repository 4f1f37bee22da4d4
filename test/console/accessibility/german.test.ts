import { everyScreenIsAccessible } from './walk.ts'

// It has the longest words.
everyScreenIsAccessible('de', ['light'])
