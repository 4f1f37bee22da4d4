import type { review as english } from '../en/review.ts'
import type { Words } from '../words.ts'

export const review: Words<typeof english> = {
  'review.title': 'Beoordeling',
  'review.open': 'Te beoordelen',
  'review.confirmed': 'Bevestigd zoals gemeten',
  'review.corrected': 'Gecorrigeerd',
  'review.open.text': 'Niemand heeft nog beslist of deze sessie kan blijven zoals ze is gemeten.',
  'review.again.text':
    'Wat is gemeten, is sinds de laatste beslissing veranderd. Kijk opnieuw; tot dan geldt de laatste beslissing.',
  'review.decisions': 'Beslissingen, de laatste eerst',
  'review.confirm': 'Bevestigen zoals gemeten',
  'review.confirm.do': 'Bevestigen',
  'review.correct': 'De sessie corrigeren',
  'review.correct.do': 'Corrigeren',
  'review.queue': 'Alles wat wacht',
  'review.measured': 'gemeten: {energy}',
  'review.energyKwh': 'Energie, kWh',
  'review.reason': 'Reden',
  'review.reason.hint': 'Wordt bewaard bij de beslissing, in het auditlogboek en in exports.',
  'review.none': 'Niets te beoordelen',
  'review.none.text': 'Sessies die een tweede blik verdienen, wachten hier tot iemand beslist.',
  'sessions.review': 'Beoordeling',
  'sessions.anyReview': 'Beoordeeld of niet',
  'error.sessionChanged': 'De sessie is veranderd sinds u haar bekeek. Sluit dit, kijk opnieuw en beslis.',
  'error.sessionNotEnded': 'De sessie is niet afgelopen',
}
