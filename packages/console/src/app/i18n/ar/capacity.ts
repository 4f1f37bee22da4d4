import type { capacity as english } from '../en/capacity.ts'
import type { Words } from '../words.ts'

export const capacity: Words<typeof english> = {
  'capacity.title': 'تخطيط السعة',
  'capacity.of': 'ماذا لو في {site}',
  'capacity.toSite': 'إلى الموقع',
  'capacity.ask': 'ماذا لو',
  'capacity.chargers': 'نقاط شحن جديدة',
  'capacity.power': 'قدرة كل منها، kW',
  'capacity.limit': 'حد الموقع، kW',
  'capacity.limit.hint': 'حد الموقع {limit}. فارغ: بلا حد.',
  'capacity.limit.none': 'لا حد للموقع. فارغ: بلا حد.',
  'capacity.growth': 'زيارات إضافية، %',
  'capacity.growth.hint': 'فارغ: كل نقطة جديدة مشغولة بقدر نقطة من نقاط اليوم.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {على ما هو عليه} zero {على ما هو عليه} one {مع نقطة شحن إضافية واحدة} two {مع نقطتي شحن إضافيتين} few {مع # نقاط شحن إضافية} many {مع # نقطة شحن إضافية} other {مع # نقطة شحن إضافية}} يبلغ الحمل {peak}؛ لم يُذكر أي حد.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {الموقع يحمل ما لديه} zero {الموقع يحمل ما لديه} one {يتسع الموقع لنقطة شحن إضافية واحدة} two {يتسع الموقع لنقطتي شحن إضافيتين} few {يتسع الموقع لعدد # نقاط شحن إضافية} many {يتسع الموقع لعدد # نقطة شحن إضافية} other {يتسع الموقع لعدد # نقطة شحن إضافية}}: يبلغ الحمل {peak} والحد {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {الموقع يحمل ما لديه} zero {الموقع يحمل ما لديه} one {يتسع الموقع لنقطة شحن إضافية واحدة} two {يتسع الموقع لنقطتي شحن إضافيتين} few {يتسع الموقع لعدد # نقاط شحن إضافية} many {يتسع الموقع لعدد # نقطة شحن إضافية} other {يتسع الموقع لعدد # نقطة شحن إضافية}}: يتجاوز الطلب الحد في {hours} من {all} ساعة، وعلى {percent} من الطاقة أن تنتظر.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {الحد أدنى مما يلزم لما هو قائم} zero {الحد أدنى مما يلزم لما هو قائم} one {نقطة شحن إضافية واحدة أكثر مما يُحتمل} two {نقطتا شحن إضافيتان أكثر مما يُحتمل} few {# نقاط شحن إضافية أكثر مما يُحتمل} many {# نقطة شحن إضافية أكثر مما يُحتمل} other {# نقطة شحن إضافية أكثر مما يُحتمل}}: يتجاوز الطلب الحد في {hours} من {all} ساعة، وعلى {percent} من الطاقة أن تنتظر.',
  'capacity.most':
    '{count, plural, =0 {لا يتسع الموقع لأي نقطة شحن إضافية بقدرة {power}} zero {لا يتسع الموقع لأي نقطة شحن إضافية بقدرة {power}} one {يتسع الموقع لنقطة شحن إضافية واحدة على الأكثر بقدرة {power}} two {يتسع الموقع لنقطتي شحن إضافيتين على الأكثر بقدرة {power}} few {يتسع الموقع لعدد # نقاط شحن إضافية على الأكثر بقدرة {power}} many {يتسع الموقع لعدد # نقطة شحن إضافية على الأكثر بقدرة {power}} other {يتسع الموقع لعدد # نقطة شحن إضافية على الأكثر بقدرة {power}}} إذا لم يجز أن ينتظر أكثر من {percent} من الطاقة.',
  'capacity.most.more':
    'يتسع الموقع حتى {count, plural, zero {لما لديه} one {لنقطة شحن إضافية واحدة} two {لنقطتي شحن إضافيتين} few {لعدد # نقاط شحن إضافية} many {لعدد # نقطة شحن إضافية} other {لعدد # نقطة شحن إضافية}} بقدرة {power} إذا لم يجز أن ينتظر أكثر من {percent} من الطاقة.',
  'capacity.thin':
    '{count, plural, zero {لا يُعرف أي يوم من هذا الموقع} one {لا يُعرف من هذا الموقع إلا يوم واحد} two {لا يُعرف من هذا الموقع إلا يومان} few {لا يُعرف من هذا الموقع إلا # أيام} many {لا يُعرف من هذا الموقع إلا # يومًا} other {لا يُعرف من هذا الموقع إلا # يوم}}: سنة كاملة تقول أكثر.',
  'capacity.none': 'لا شيء يُستند إليه بعد',
  'capacity.none.text': 'متى انتهت جلسات في هذا الموقع أمكن إعادتها مع نقاط شحن أكثر أو حد آخر.',
  'capacity.compare': 'قبل وبعد',
  'capacity.figure': 'المقدار',
  'capacity.before': 'اليوم',
  'capacity.after': 'حينئذ',
  'capacity.wanted': 'حينئذ، بلا حد',
  'capacity.row.visits': 'الزيارات',
  'capacity.row.energy': 'الطاقة المطلوبة',
  'capacity.row.peak': 'أعلى حمل',
  'capacity.row.wantedPeak': 'أعلى حمل بلا حد',
  'capacity.row.over': 'الطلب فوق الحد',
  'capacity.hours': '{hours} من {all} ساعة',
  'capacity.row.heldBack': 'طاقة عليها أن تنتظر',
  'capacity.row.missing': 'منها ما ينقص عند المغادرة',
  'capacity.row.late': 'زيارات شُحنت متأخرة',
  'capacity.row.short': 'زيارات تغادر بأقل',
  'capacity.row.waiting': 'زيارات تنتظر نقطة شحن حرة',
  'capacity.row.turnedAway': 'زيارات لا تجد أي نقطة',
  'capacity.day': 'يوم عمل معتاد',
  'capacity.day.before': 'اليوم، نصف الأيام',
  'capacity.day.beforeHigh': 'اليوم، 95 من 100 يوم',
  'capacity.day.after': 'حينئذ، نصف الأيام',
  'capacity.day.afterHigh': 'حينئذ، 95 من 100 يوم',
  'capacity.day.none': 'لا يُعرف بعد أي يوم عمل كامل',
  'capacity.limitLine': 'الحد',
  'capacity.duration': 'نسبة الوقت الذي يكون فيه الحمل أعلى',
  'capacity.year': 'أعلى حمل في كل يوم',
  'capacity.year.peak': 'أعلى حمل',
  'capacity.year.none': 'لم تنته هنا أي جلسة خلال سنة',
  'capacity.assumptions': 'ما يستند إليه هذا',
  'capacity.assume.visits': 'الزيارات المُعادة بأرباع الساعة: {visits}؛ الأيام: {days}؛ نقاط الشحن: {chargers}.',
  'capacity.assume.added':
    'الزيارات المضافة: {visits} ({percent})، مسحوبة من تلك: في اليوم نفسه من الأسبوع وفي الوقت نفسه تقريبًا.',
  'capacity.assume.power': 'كل سيارة تشحن منذ وصولها بأعلى قدرة ظهرت في جلستها وتبقى المدة نفسها.',
  'capacity.assume.share': 'عند الحد يتقاسم الجميع بالتساوي. الحد للشحن وحده: ما يستهلكه الموقع غير ذلك لا يُحسب.',
  'capacity.assume.patience': 'من لا يجد نقطة حرة ينتظر {minutes} دقيقة ثم يمضي.',
}
