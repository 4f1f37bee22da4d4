import { everyScreenIsAccessible } from './walk.ts'

// It runs the other way.
everyScreenIsAccessible('ar', ['light', 'dark'])
