import type { tenants as english } from '../en/tenants.ts'
import type { Words } from '../words.ts'

export const tenants: Words<typeof english> = {
  'tenants.title': 'المؤسسات',
  'tenants.add': 'إضافة مؤسسة',
  'tenants.add.submit': 'إنشاء ودعوة',
  'tenants.name': 'الاسم',
  'tenants.slug': 'العنوان',
  'tenants.slug.hint': 'تتصل المحطات على …/ocpp/{slug}/ ثم معرّفها. لا يمكن تغييره لاحقًا.',
  'tenants.slug.wrong': 'حروف لاتينية صغيرة وأرقام تفصل بينها شرطات',
  'tenants.owner': 'عنوان البريد للمالك الأول',
  'tenants.owner.wrong': 'أدخل عنوان بريد',
  'tenants.name.missing': 'أدخل اسمًا',
  'tenants.made': '{name} جاهزة',
  'tenants.link': 'الدعوة',
  'tenants.link.hint': 'أُرسلت بالبريد إن وُجد خادم بريد. وإلا فمرّرها: لا تُعرض مرة أخرى.',
  'tenants.first': 'المؤسسة الأولى',
  'tenants.suspended': 'موقوفة',
  'tenants.suspended.why': 'موقوفة: {reason}',
  'tenants.stations':
    '{count, plural, =0 {لا محطات} zero {لا محطات} one {محطة واحدة} two {محطتان} few {# محطات} many {# محطة} other {# محطة}}',
  'tenants.people':
    '{count, plural, =0 {لا أحد بعد} zero {لا أحد بعد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}}',
  'tenants.rename': 'إعادة التسمية',
  'tenants.renameOf': 'إعادة تسمية {name}',
  'tenants.invite': 'دعوة من جديد',
  'tenants.inviteOf': 'دعوة المالك الأول لـ {name} من جديد',
  'tenants.suspend': 'إيقاف',
  'tenants.suspendOf': 'إيقاف {name}',
  'tenants.suspend.text': 'تُصرف محطاتها وتحتفظ بما لديها، ويُرفض أشخاصها ومفاتيح API الخاصة بها. لا يُحذف شيء.',
  'tenants.resume': 'رفع الإيقاف',
  'tenants.resumeOf': 'رفع الإيقاف عن {name}',
  'tenants.resume.text': 'تُقبل محطاتها وأشخاصها ومفاتيحها من جديد.',
  'tenants.visit': 'دخول',
  'tenants.visitOf': 'الدخول إلى {name}',
  'tenants.visit.text':
    'ترى وتفعل ما يستطيعه مالكها لمدة ساعة، عدا الأشخاص والأدوار والمفاتيح وخطافات الويب والإعدادات والبريد. يحفظ سجلا التدقيق سببك.',
  'tenants.reason': 'السبب',
  'tenants.reason.hint': 'يقرؤه أشخاص تلك المؤسسة في سجل التدقيق لديهم.',
}
