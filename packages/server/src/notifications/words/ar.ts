import type { NoticeTexts } from './notice-texts.ts'

/** Keeps what is filled in apart from the sentence around it, which runs the other way. */
const apart = (part: string | number) => `\u2068${part}\u2069`

export const ar: NoticeTexts = {
  offline: (station) => `المحطة ${apart(station)} غير متصلة`,
  lastSeen: (at) => `آخر ظهور: ${apart(at)}.`,
  neverSeen: 'لم تظهر قط.',
  onlineAgain: (station) => `عادت المحطة ${apart(station)} إلى الاتصال`,
  hasConnected: 'اتصلت المحطة من جديد.',
  faulted: (station) => `أبلغت المحطة ${apart(station)} عن عطل`,
  connector: (place, error) => `الموصل ${apart(place)}: ${apart(error)}`,
  worksAgain: (station) => `عادت المحطة ${apart(station)} إلى العمل`,
  noFault: 'لم يعد أي موصل معطلاً.',
  runFailed: (failed, stations) => `فشل أمر جماعي في ${apart(failed)} من أصل ${apart(stations)} من المحطات`,
  command: (kind) => `الأمر: ${apart(kind)}.`,
  waiting: (station) => `المحطة ${apart(station)} تنتظر الانضمام`,
  unknownModel: 'لم تذكر طرازها.',
  doubtful: (station) => `جلسة في المحطة ${apart(station)} تحتاج إلى مراجعة`,
  doubts: (flags) => `موضع الشك: ${apart(flags)}.`,
  rootExpires: 'شهادة جذر موثوقة تنتهي قريبًا',
  certificateExpires: (station) => `شهادة للمحطة ${apart(station)} تنتهي قريبًا`,
  validUntil: (name, at) => `${apart(name)}، صالحة حتى ${apart(at)}.`,
  security: (type, station) => `الأمان: ${apart(type)}${station === null ? '' : ` في ${apart(station)}`}`,
  noDetails: 'لم تُذكر تفاصيل.',
  webhookDisabled: (name) => `عُطّل خطاف الويب «${apart(name)}»`,
  rowsRefused: (rows, station) =>
    `صفوف رفضتها قاعدة البيانات: ${apart(rows)}${station === null ? '' : ` (${apart(station)})`}`,
  table: (name) => `الجدول: ${apart(name)}. حُفظت جانبًا في refused_rows.`,
  work: {
    sent: (number, station) => `أمر العمل ${number}: يرجى التوجه إلى ${station}`,
    rescheduled: (number, station) => `تغيّر موعد أمر العمل ${number} في ${station}`,
    cancelled: (number, station) => `أمر العمل ${number} في ${station}: لا داعي للذهاب`,
  },
  bookingRequested: (site) => `${site}: طُلب حجز`,
  workWhen: (from, until) => `الموعد: من ${from} إلى ${until}.`,
  often: (times) => `تكرر ظهوره واختفاؤه مؤخرًا، وعدد المرات ${apart(times)}.`,
  severity: { info: 'معلومة', warning: 'تحذير', critical: 'حرج' },
  hello: (name) => `مرحبًا ${apart(name)}،`,
  andMore: (first, count) => `${first}، و${apart(count)} غيره`,
  notListed: (count) => `… و${apart(count)} غير ذلك.`,
  chosen: (link) => `اخترت أن تُبلَّغ بهذا: ${link}`,
  trial: 'تجربة لإشعاراتك',
  trialText: (name) => `هذا ما طلبته يا ${apart(name)}. هكذا تصلك الإشعارات.`,
}
