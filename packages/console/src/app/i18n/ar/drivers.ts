import type { drivers as english } from '../en/drivers.ts'
import type { Words } from '../words.ts'

export const drivers: Words<typeof english> = {
  'drivers.search': 'البحث بالاسم أو البريد أو الهاتف',
  'drivers.add': 'إضافة سائق',
  'drivers.edit': 'تعديل السائق',
  'drivers.name': 'الاسم',
  'drivers.email': 'البريد',
  'drivers.phone': 'الهاتف',
  'drivers.language': 'اللغة',
  'drivers.notes': 'ملاحظات',
  'drivers.contact': 'جهة الاتصال',
  'drivers.since': 'أُضيف',
  'drivers.none': 'لا سائقين بعد',
  'drivers.none.text': 'يملك السائق بطاقات، وما تشحنه يوجد تحت اسمه.',
  'drivers.noneFound': 'لا سائق يطابق',
  'drivers.noTokens': 'لا بطاقات',
  'drivers.noTokens.text': 'أضف بطاقة هنا، أو اختر السائق عند تعديل بطاقة.',
  'drivers.noSessions': 'لا جلسات',
  'drivers.noSessions.text': 'ما يُشحن بإحدى هذه البطاقات يظهر هنا.',
  'drivers.allSessions': 'كل الجلسات',
  'drivers.delete': 'حذف {driver}',
  'drivers.delete.text':
    '{count, plural, =0 {لا بطاقات لدى السائق.} zero {لا بطاقات لدى السائق.} one {تبقى البطاقة بلا صاحب.} two {تبقى البطاقتان بلا صاحب.} few {تبقى # بطاقات بلا صاحب.} many {تبقى # بطاقة بلا صاحب.} other {تبقى # بطاقة بلا صاحب.}}',
  'drivers.filter': 'السائق: {driver}',
  'drivers.filter.clear': 'السائق: {driver}. عرض ما لكل السائقين',
  'tokens.driver': 'السائق',
  'tokens.driver.none': 'لا أحد',
  'tokens.driver.clear': 'جعلها بلا صاحب',
}
