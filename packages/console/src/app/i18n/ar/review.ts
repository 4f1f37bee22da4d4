import type { review as english } from '../en/review.ts'
import type { Words } from '../words.ts'

export const review: Words<typeof english> = {
  'review.title': 'المراجعة',
  'review.open': 'للمراجعة',
  'review.confirmed': 'مؤكدة كما قيست',
  'review.corrected': 'مصححة',
  'review.open.text': 'لم يقرر أحد بعد هل تبقى هذه الجلسة كما قيست.',
  'review.again.text': 'تغيّر ما قيس منذ آخر قرار. انظر من جديد؛ وحتى ذلك الحين يسري آخر قرار.',
  'review.decisions': 'القرارات، الأحدث أولًا',
  'review.confirm': 'تأكيد كما قيست',
  'review.confirm.do': 'تأكيد',
  'review.correct': 'تصحيح الجلسة',
  'review.correct.do': 'تصحيح',
  'review.queue': 'كل ما ينتظر',
  'review.measured': 'المقيس: {energy}',
  'review.energyKwh': 'الطاقة، كيلوواط ساعة',
  'review.reason': 'السبب',
  'review.reason.hint': 'يُحفظ مع القرار وفي سجل التدقيق والتصديرات.',
  'review.none': 'لا شيء للمراجعة',
  'review.none.text': 'الجلسات التي تستحق نظرة ثانية تنتظر هنا حتى يقرر أحد.',
  'sessions.review': 'المراجعة',
  'sessions.anyReview': 'روجعت أم لا',
  'error.sessionChanged': 'تغيرت الجلسة منذ نظرت إليها. أغلق هذا وانظر من جديد ثم قرر.',
  'error.sessionNotEnded': 'لم تنتهِ الجلسة',
}
