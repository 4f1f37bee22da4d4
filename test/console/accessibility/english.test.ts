import { everyScreenIsAccessible } from './walk.ts'

everyScreenIsAccessible('en-GB', ['light', 'dark'])
