import type { refusals as english } from '../en/refusals.ts'
import type { Words } from '../words.ts'

export const refusals: Words<typeof english> = {
  'refusal.title': 'Odrzucone połączenia, ostatnie 24 godziny',
  'refusal.none': 'Nikogo nie odrzucono',
  'refusal.none.text':
    'Połączenia z błędnym adresem, hasłem lub wersją pojawiają się tu wraz z przyczyną i rozwiązaniem.',
  'refusal.knocked': '{station} próbuje się połączyć, ale jest odrzucana',
  'refusal.strangers': 'Właśnie odrzucono inne połączenie. Być może to oczekiwana stacja:',
  'refusal.nameless': 'Bez nazwy',
  'refusal.attempts': '{count, plural, one {# próba} few {# próby} many {# prób} other {# próby}}',
  'refusal.settings': 'Ustawienia',
  'refusal.open': 'Ustawienia stacji {station}',
  'refusal.register': 'Zarejestruj',
  'refusal.registerOne': 'Zarejestruj {name}',
  'refusal.wrongPath': 'Wywołuje {path}, a to nie jest adres stacji.',
  'refusal.badIdentity': 'Podaje identyfikator niedozwolony dla stacji.',
  'refusal.unknownTenant': 'Wywołuje {path}; żadna organizacja nie ma tu takiego adresu.',
  'refusal.tenantSuspended': 'Jej organizacja jest zawieszona.',
  'refusal.malformed': 'Nie otwiera czytelnego połączenia WebSocket.',
  'refusal.origin': 'Przedstawia się jako strona z {origin}.',
  'refusal.passwordMissing': 'Nie przesyła hasła.',
  'refusal.userName': 'Loguje się nazwą użytkownika inną niż jej identyfikator.',
  'refusal.wrongPassword': 'Przesyła błędne hasło.',
  'refusal.unknownStation': 'Nie jest zarejestrowana, a nieznane stacje są odrzucane.',
  'refusal.securityProfile': 'Łączy się z profilem bezpieczeństwa {used}; wymagany jest co najmniej {required}.',
  'refusal.certificate': 'Jej certyfikat jest nieprawidłowy.',
  'refusal.certificateMissing': 'Nie przedstawia certyfikatu.',
  'refusal.certificateExpired': 'Jej certyfikat wygasł.',
  'refusal.certificateNotYetValid': 'Jej certyfikat nie jest jeszcze ważny.',
  'refusal.certificateUntrusted': 'Jej certyfikat nie prowadzi do żadnego zaufanego certyfikatu głównego.',
  'refusal.certificatePurpose': 'Jej certyfikat nie służy do uwierzytelniania.',
  'refusal.certificateName': 'Jej certyfikat jest wystawiony na kogoś innego.',
  'refusal.certificateOrganization': 'Jej certyfikat wskazuje inną organizację.',
  'refusal.certificateStatusUnknown':
    'Nie udało się ustalić, czy jej certyfikat unieważniono (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Jej certyfikat został unieważniony lub zastąpiony.',
  'refusal.subprotocol': 'Używa {offered}, a to nie jest znana wersja OCPP.',
  'refusal.subprotocol.none': 'Nie podaje używanej wersji OCPP.',
  'refusal.backOff': 'Zbyt wiele nieudanych prób; musi poczekać.',
  'refusal.tooFast': 'Jej adres łączy się zbyt często.',
  'refusal.tooManySockets': 'Jej adres utrzymuje zbyt wiele połączeń.',
  'refusal.contested': 'Inne połączenie ma ten sam identyfikator i silniej potwierdziło tożsamość.',
  'refusal.plainToTls': 'Używa ws:// na porcie wss://.',
  'refusal.tlsVersion': 'Jej TLS jest starszy niż 1.2.',
  'refusal.tlsCipher': 'Nie oferuje akceptowanego szyfrowania.',
  'refusal.serverUntrusted': 'Nie ufa certyfikatowi tego serwera.',
  'refusal.remedy.wrongPath':
    'Wpisz adres tak, jak pokazuje „Podłącz stację”: …/ocpp/ i identyfikator. Wiele stacji samo dopisuje identyfikator.',
  'refusal.remedy.badIdentity': 'W identyfikatorze użyj liter, cyfr oraz * - _ = + @ . |, najwyżej 48 znaków.',
  'refusal.remedy.unknownTenant':
    'Wpisz adres tak, jak pokazuje „Podłącz stację”. Wiele stacji samo dopisuje identyfikator: wtedy go pomiń.',
  'refusal.remedy.tenantSuspended': 'Zostanie ponownie wpuszczona, gdy platforma cofnie zawieszenie.',
  'refusal.remedy.malformed':
    'Wybierz w stacji OCPP przez JSON (nie SOAP) i sprawdź, czy serwer proxy nie zmienia żądania.',
  'refusal.remedy.origin': 'Stacje nie przesyłają nagłówka Origin. Jeśli ta musi, dodaj go do ALLOWED_ORIGINS.',
  'refusal.remedy.passwordMissing': 'Wpisz hasło w stacji albo wygeneruj nowe tutaj w jej ustawieniach.',
  'refusal.remedy.userName':
    'Ustaw w stacji jej identyfikator jako nazwę użytkownika; jeśli zostawia ją pustą, zezwól na to w jej ustawieniach.',
  'refusal.remedy.wrongPassword': 'Wpisz hasło ponownie, bez spacji, albo wygeneruj nowe tutaj w jej ustawieniach.',
  'refusal.remedy.unknownStation': 'Zarejestruj ją, jeśli jest znana.',
  'refusal.remedy.securityProfile':
    'Niech łączy się przez TLS z hasłem lub certyfikatem. Stacja nigdy nie wraca poniżej osiągniętego profilu.',
  'refusal.remedy.certificate':
    'Nadaj jej certyfikat pod zaufanym tu certyfikatem głównym albo zaufaj jej certyfikatowi głównemu.',
  'refusal.remedy.subprotocol':
    'Wybierz w stacji OCPP 1.6 JSON, 2.0.1 lub 2.1. Jeśli nie potrafi jej podać, wersję można wskazać tutaj w jej ustawieniach.',
  'refusal.remedy.backOff': 'Najpierw popraw hasło; stacja będzie obsłużona kilka minut po ostatniej nieudanej próbie.',
  'refusal.remedy.tooFast':
    'Zostanie wpuszczona, gdy będzie łączyć się rzadziej. Jeśli wiele stacji dzieli adres, zwiększ limit.',
  'refusal.remedy.tooManySockets':
    'Zamknij zbędne połączenia albo zwiększ SOCKETS_PER_ADDRESS, jeśli wiele stacji dzieli adres.',
  'refusal.remedy.contested':
    'Sprawdź, czy dwa urządzenia nie mają tego samego identyfikatora, albo niech to używa tych samych danych co drugie.',
  'refusal.remedy.plainToTls': 'Adres powinien zaczynać się od wss://.',
  'refusal.remedy.tlsVersion': 'Zaktualizuj jej firmware albo połącz ją przez własną sieć.',
  'refusal.remedy.tlsCipher': 'Zaktualizuj jej firmware; docs/ocpp/security.md podaje, co jest akceptowane.',
  'refusal.remedy.serverUntrusted': 'Zainstaluj na stacji certyfikat główny tego serwera.',
}
