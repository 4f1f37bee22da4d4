import type { review as english } from '../en/review.ts'
import type { Words } from '../words.ts'

export const review: Words<typeof english> = {
  'review.title': 'Sprawdzanie',
  'review.open': 'Do sprawdzenia',
  'review.confirmed': 'Potwierdzona zgodnie z pomiarem',
  'review.corrected': 'Skorygowana',
  'review.open.text': 'Nikt jeszcze nie zdecydował, czy ta sesja może pozostać zgodna z pomiarem.',
  'review.again.text':
    'Od ostatniej decyzji pomiar się zmienił. Proszę spojrzeć ponownie; do tego czasu obowiązuje ostatnia decyzja.',
  'review.decisions': 'Decyzje, od ostatniej',
  'review.confirm': 'Potwierdź zgodnie z pomiarem',
  'review.confirm.do': 'Potwierdź',
  'review.correct': 'Skoryguj sesję',
  'review.correct.do': 'Skoryguj',
  'review.queue': 'Wszystkie oczekujące',
  'review.measured': 'zmierzono: {energy}',
  'review.energyKwh': 'Energia, kWh',
  'review.reason': 'Powód',
  'review.reason.hint': 'Zachowywany z decyzją, w dzienniku audytu i w eksportach.',
  'review.none': 'Nic do sprawdzenia',
  'review.none.text': 'Sesje, którym warto przyjrzeć się ponownie, czekają tu na decyzję.',
  'sessions.review': 'Sprawdzenie',
  'sessions.anyReview': 'Sprawdzone lub nie',
  'error.sessionChanged':
    'Sesja zmieniła się od czasu, gdy ją oglądano. Proszę to zamknąć, spojrzeć ponownie i zdecydować.',
  'error.sessionNotEnded': 'Sesja się nie zakończyła',
}
