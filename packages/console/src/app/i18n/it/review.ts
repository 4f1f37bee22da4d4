import type { review as english } from '../en/review.ts'
import type { Words } from '../words.ts'

export const review: Words<typeof english> = {
  'review.title': 'Verifica',
  'review.open': 'Da verificare',
  'review.confirmed': 'Confermata come misurata',
  'review.corrected': 'Corretta',
  'review.open.text': 'Nessuno ha ancora deciso se questa sessione può restare come è stata misurata.',
  'review.again.text':
    'Ciò che è stato misurato è cambiato dall’ultima decisione. Guardi di nuovo; fino ad allora vale l’ultima decisione.',
  'review.decisions': 'Decisioni, dalla più recente',
  'review.confirm': 'Conferma come misurata',
  'review.confirm.do': 'Conferma',
  'review.correct': 'Correggi la sessione',
  'review.correct.do': 'Correggi',
  'review.queue': 'Tutte quelle in attesa',
  'review.measured': 'misurato: {energy}',
  'review.energyKwh': 'Energia, kWh',
  'review.reason': 'Motivo',
  'review.reason.hint': 'Conservato con la decisione, nel registro di audit e nelle esportazioni.',
  'review.none': 'Niente da verificare',
  'review.none.text': 'Le sessioni che meritano un secondo sguardo attendono qui finché qualcuno decide.',
  'sessions.review': 'Verifica',
  'sessions.anyReview': 'Verificata o no',
  'error.sessionChanged': 'La sessione è cambiata da quando l’ha guardata. Chiuda, guardi di nuovo e decida.',
  'error.sessionNotEnded': 'La sessione non è finita',
}
