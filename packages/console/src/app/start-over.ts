import { forgetItems } from './palette/forget-recent.ts'

/** Whoever works in another tenant from now on sees nothing of the one before: the page starts anew. */
export function startOver(): void {
  forgetItems()
  window.location.assign('/')
}
