import type { privacy as english } from '../en/privacy.ts'
import type { Words } from '../words.ts'

export const privacy: Words<typeof english> = {
  'privacy.title': 'Dane i prywatność',
  'privacy.lead': 'Przez ile dni przechowywane są poszczególne dane. Puste: jak mówią szare słowa.',
  'privacy.days': 'Od {least} do {most} dni',
  'privacy.days.forEver': 'bez ograniczeń',
  'privacy.days.installation': '{days} dni, jak w instalacji',
  'privacy.saved': 'Zapisano.',
  'privacy.kind.frames': 'Komunikaty stacji',
  'privacy.kind.meterSamples': 'Odczyty licznika',
  'privacy.kind.sessionTokens': 'Która karta ładowała, w sesjach',
  'privacy.kind.audit': 'Dziennik audytu',
  'privacy.kind.refusedHandshakes': 'Odrzucone połączenia',
  'privacy.kind.refusedRows': 'Wiersze odrzucone przez bazę danych',
  'privacy.kind.mails': 'Wiadomości',
  'privacy.kind.logFiles': 'Dzienniki przesłane przez stacje',
  'privacy.refusedRows': 'Z wierszy odrzuconych przez bazę danych zachowano do wglądu {count}, najwyżej {most}.',
  'privacy.erasures': 'Usunięcia',
  'privacy.erasures.none': 'Niczego jeszcze nie usunięto. W menu tokenu jest „Usuń dane”.',
  'privacy.erasure.waiting': 'zaczyna się',
  'privacy.erasure.settling': 'w toku',
  'privacy.erasure.done': 'gotowe',
  'privacy.erased':
    '{rows, plural, one {# wiersz usunięty lub zmieniony} few {# wiersze usunięte lub zmienione} many {# wierszy usuniętych lub zmienionych} other {# wiersza usuniętego lub zmienionego}}',
  'privacy.eraseOf': 'Usuń dane o {token}',
  'privacy.erase': 'Usuń dane',
  'privacy.erase.text':
    'Token zostaje usunięty, a jego miejsce wszędzie zajmuje zastępca. Sesje, energia i koszty pozostają bez zmian. Tego nie można cofnąć.',
  'privacy.known':
    '{rows, plural, one {# wiersz go wymienia} few {# wiersze go wymieniają} many {# wierszy go wymienia} other {# wiersza go wymienia}}',
  'privacy.charging': 'Trwa sesja z tym tokenem. Proszę usunąć dane po jej zakończeniu.',
  'privacy.reason': 'Powód',
  'privacy.erasing': 'Trwa usuwanie. Miejsce zajmuje {standIn}.',
  'safeguards.title': 'Niebezpieczne polecenia dla wielu stacji',
  'safeguards.lead':
    'Twarde restarty, oprogramowanie, wyłączanie z eksploatacji, czyszczenie pamięci podręcznej, usuwanie certyfikatów i surowe komunikaty.',
  'safeguards.mode': 'Wymagają',
  'safeguards.mode.off': 'niczego więcej',
  'safeguards.mode.confirmation': 'wpisania liczby stacji',
  'safeguards.mode.secondPerson': 'zgody drugiej osoby',
  'safeguards.fromStations': 'Od tylu stacji',
  'safeguards.hours': 'Godziny na zatwierdzenie',
  'runs.state.awaitingApproval': 'Czeka na zatwierdzenie',
  'runs.state.expired': 'Nie zatwierdzono',
  'runs.approval': 'Zatwierdzenie',
  'runs.approval.own':
    'To Państwa prośba. Inna osoba musi ją zatwierdzić, zanim {count, plural, one {# stacja otrzyma} few {# stacje otrzymają} many {# stacji otrzyma} other {# stacji otrzyma}} polecenie.',
  'runs.approval.other':
    'Prosi o to inna osoba. {count, plural, one {# stacja czeka} few {# stacje czekają} many {# stacji czeka} other {# stacji czeka}} na Państwa zgodę.',
  'runs.approval.until': 'Wygasa',
  'runs.approve': 'Zatwierdź i uruchom',
  'runs.confirm': 'Proszę wpisać {count}, aby kontynuować',
  'runs.confirm.hint': 'Może to wyłączyć stacje z eksploatacji, a dotyczy wielu.',
}
