import type { review as english } from '../en/review.ts'
import type { Words } from '../words.ts'

export const review: Words<typeof english> = {
  'review.title': 'Revisión',
  'review.open': 'Por revisar',
  'review.confirmed': 'Confirmada tal como se midió',
  'review.corrected': 'Corregida',
  'review.open.text': 'Nadie ha decidido todavía si esta sesión puede quedar como se midió.',
  'review.again.text':
    'Lo medido ha cambiado desde la última decisión. Mírelo de nuevo; hasta entonces vale la última decisión.',
  'review.decisions': 'Decisiones, la última primero',
  'review.confirm': 'Confirmar tal como se midió',
  'review.confirm.do': 'Confirmar',
  'review.correct': 'Corregir la sesión',
  'review.correct.do': 'Corregir',
  'review.queue': 'Todas las que esperan',
  'review.measured': 'medido: {energy}',
  'review.energyKwh': 'Energía, kWh',
  'review.reason': 'Motivo',
  'review.reason.hint': 'Se guarda con la decisión, en el registro de auditoría y en las exportaciones.',
  'review.none': 'Nada por revisar',
  'review.none.text': 'Las sesiones que merecen una segunda mirada esperan aquí hasta que alguien decida.',
  'sessions.review': 'Revisión',
  'sessions.anyReview': 'Revisada o no',
  'error.sessionChanged': 'La sesión ha cambiado desde que la miró. Cierre esto, mírela de nuevo y decida.',
  'error.sessionNotEnded': 'La sesión no ha terminado',
}
