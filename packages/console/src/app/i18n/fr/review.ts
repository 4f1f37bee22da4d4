import type { review as english } from '../en/review.ts'
import type { Words } from '../words.ts'

export const review: Words<typeof english> = {
  'review.title': 'Vérification',
  'review.open': 'À vérifier',
  'review.confirmed': 'Confirmée telle que mesurée',
  'review.corrected': 'Corrigée',
  'review.open.text': 'Personne n’a encore décidé si cette session peut rester telle que mesurée.',
  'review.again.text':
    'Ce qui a été mesuré a changé depuis la dernière décision. Regardez à nouveau\u202f; d’ici là, la dernière décision vaut.',
  'review.decisions': 'Décisions, la dernière d’abord',
  'review.confirm': 'Confirmer telle que mesurée',
  'review.confirm.do': 'Confirmer',
  'review.correct': 'Corriger la session',
  'review.correct.do': 'Corriger',
  'review.queue': 'Toutes celles qui attendent',
  'review.measured': 'mesuré\u202f: {energy}',
  'review.energyKwh': 'Énergie, kWh',
  'review.reason': 'Motif',
  'review.reason.hint': 'Conservé avec la décision, dans le journal d’audit et dans les exports.',
  'review.none': 'Rien à vérifier',
  'review.none.text': 'Les sessions qui méritent un second regard attendent ici une décision.',
  'sessions.review': 'Vérification',
  'sessions.anyReview': 'Vérifiée ou non',
  'error.sessionChanged':
    'La session a changé depuis que vous l’avez regardée. Fermez ceci, regardez à nouveau et décidez.',
  'error.sessionNotEnded': 'La session n’est pas terminée',
}
