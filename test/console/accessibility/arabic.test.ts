import { everyScreenIsAccessible } from './walk.ts'

// It runs the other way; its colours are those of the others.
everyScreenIsAccessible('ar', { schemes: ['light'], byAddress: false })
