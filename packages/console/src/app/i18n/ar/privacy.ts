import type { privacy as english } from '../en/privacy.ts'
import type { Words } from '../words.ts'

export const privacy: Words<typeof english> = {
  'privacy.title': 'البيانات والخصوصية',
  'privacy.lead': 'عدد الأيام التي يُحفظ فيها كل نوع من البيانات. إن تُرك فارغًا فكما تقول الكلمات الرمادية.',
  'privacy.days': 'من {least} إلى {most} يومًا',
  'privacy.days.forEver': 'بلا حد',
  'privacy.days.installation': 'بالأيام {days}، كما ضُبط البرنامج',
  'privacy.saved': 'حُفظ.',
  'privacy.kind.frames': 'رسائل المحطات',
  'privacy.kind.meterSamples': 'قراءات العداد',
  'privacy.kind.sessionTokens': 'أي بطاقة شحنت، في الجلسات',
  'privacy.kind.audit': 'سجل التدقيق',
  'privacy.kind.refusedHandshakes': 'الاتصالات المرفوضة',
  'privacy.kind.refusedRows': 'صفوف رفضتها قاعدة البيانات',
  'privacy.kind.mails': 'رسائل البريد',
  'privacy.kind.logFiles': 'السجلات التي رفعتها المحطات',
  'privacy.refusedRows': 'يُحفظ للنظر {count} على الأكثر من أصل {most} من الصفوف التي رفضتها قاعدة البيانات.',
  'privacy.erasures': 'عمليات المحو',
  'privacy.erasures.none': 'لم يُمحَ شيء بعد. في قائمة البطاقة خيار «محو».',
  'privacy.erasure.waiting': 'يبدأ',
  'privacy.erasure.settling': 'جارٍ',
  'privacy.erasure.done': 'تم',
  'privacy.erased':
    '{rows, plural, zero {لم يُمحَ أو يُغيَّر أي صف} one {مُحي أو غُيّر صف واحد} two {مُحي أو غُيّر صفان} few {مُحيت أو غُيّرت # صفوف} many {مُحي أو غُيّر # صفًا} other {مُحي أو غُيّر # صف}}',
  'privacy.eraseOf': 'محو ما يُعرف عن {token}',
  'privacy.erase': 'محو',
  'privacy.erase.text':
    'تُحذف البطاقة ويحل محلها بديل حيثما ذُكرت. تبقى الجلسات والطاقة والتكاليف كما هي. لا يمكن التراجع عن هذا.',
  'privacy.known':
    '{rows, plural, zero {لا يذكرها أي صف} one {يذكرها صف واحد} two {يذكرها صفان} few {تذكرها # صفوف} many {يذكرها # صفًا} other {يذكرها # صف}}',
  'privacy.charging': 'توجد جلسة جارية بهذه البطاقة. امحُ بعد انتهائها.',
  'privacy.reason': 'السبب',
  'privacy.erasing': 'جارٍ المحو. يحل {standIn} محلها.',
  'safeguards.title': 'الأوامر الخطرة على محطات كثيرة',
  'safeguards.lead':
    'إعادة التشغيل القسرية والبرنامج الثابت والإخراج من الخدمة وتفريغ الذاكرة المؤقتة وحذف الشهادات والرسائل الخام.',
  'safeguards.mode': 'تحتاج إلى',
  'safeguards.mode.off': 'لا شيء آخر',
  'safeguards.mode.confirmation': 'عدد المحطات، مكتوبًا',
  'safeguards.mode.secondPerson': 'موافقة شخص ثانٍ',
  'safeguards.fromStations': 'ابتداءً من هذا العدد من المحطات',
  'safeguards.hours': 'ساعات للموافقة',
  'runs.state.awaitingApproval': 'بانتظار الموافقة',
  'runs.state.expired': 'لم يُوافَق عليه',
  'runs.approval': 'الموافقة',
  'runs.approval.own':
    'أنت طلبت هذا. على شخص آخر أن يوافق قبل أن {count, plural, zero {تتلقى أي محطة} one {تتلقى محطة واحدة} two {تتلقى محطتان} few {تتلقى # محطات} many {تتلقى # محطة} other {تتلقى # محطة}} الأمر.',
  'runs.approval.other':
    'شخص آخر يطلب هذا. {count, plural, zero {لا محطات تنتظر} one {تنتظر محطة واحدة} two {تنتظر محطتان} few {تنتظر # محطات} many {تنتظر # محطة} other {تنتظر # محطة}} موافقتك.',
  'runs.approval.until': 'تنتهي مهلته',
  'runs.approve': 'الموافقة والبدء',
  'runs.confirm': 'اكتب {count} للمتابعة',
  'runs.confirm.hint': 'قد يُخرج هذا محطات من الخدمة، وهو يعني كثيرًا منها.',
}
