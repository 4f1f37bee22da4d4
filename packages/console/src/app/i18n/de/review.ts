import type { review as en } from '../en/review.ts'

export const review: Readonly<Record<keyof typeof en, string>> = {
  'review.title': 'Prüfung',
  'review.open': 'Zu prüfen',
  'review.confirmed': 'Wie gemessen bestätigt',
  'review.corrected': 'Berichtigt',
  'review.open.text': 'Noch niemand hat entschieden, ob dieser Ladevorgang so gelten kann, wie er gemessen wurde.',
  'review.again.text':
    'Was gemessen wurde, hat sich seit der letzten Entscheidung geändert. Bitte sehen Sie noch einmal hin; bis dahin gilt die letzte Entscheidung.',
  'review.decisions': 'Entscheidungen, die letzte zuerst',
  'review.confirm': 'Wie gemessen bestätigen',
  'review.confirm.do': 'Bestätigen',
  'review.correct': 'Ladevorgang berichtigen',
  'review.correct.do': 'Berichtigen',
  'review.queue': 'Alle, die warten',
  'review.measured': 'gemessen {energy}',
  'review.energyKwh': 'Energie, kWh',
  'review.reason': 'Grund',
  'review.reason.hint': 'Bleibt bei der Entscheidung, im Prüfprotokoll und in Ausgaben.',
  'review.none': 'Nichts zu prüfen',
  'review.none.text': 'Ladevorgänge, die einen zweiten Blick verdienen, warten hier, bis jemand entscheidet.',
  'sessions.review': 'Prüfung',
  'sessions.anyReview': 'Geprüft oder nicht',
  'error.sessionChanged':
    'Der Ladevorgang hat sich geändert, seit Sie ihn angesehen haben. Schließen Sie dies, sehen Sie noch einmal hin und entscheiden Sie neu.',
  'error.sessionNotEnded': 'Der Ladevorgang ist nicht zu Ende',
}
