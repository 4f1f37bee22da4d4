import type { refusals as en } from '../en/refusals.ts'

export const refusals: Readonly<Record<keyof typeof en, string>> = {
  'refusal.title': 'Angeklopft und abgewiesen, letzte 24 Stunden',
  'refusal.none': 'Niemand wurde abgewiesen',
  'refusal.none.text':
    'Wer mit falscher Adresse, falschem Passwort oder falscher Version anruft, erscheint hier mit Grund und Abhilfe.',
  'refusal.knocked': '{station} klopft an, wird aber nicht eingelassen',
  'refusal.strangers': 'Gerade wurde jemand anderes abgewiesen. Vielleicht ist es Ihre Station:',
  'refusal.nameless': 'Ohne Namen',
  'refusal.attempts': '{count, plural, one {# Versuch} other {# Versuche}}',
  'refusal.settings': 'Einstellungen',
  'refusal.open': 'Einstellungen von {station}',
  'refusal.register': 'Anlegen',
  'refusal.registerOne': '{name} anlegen',
  'refusal.wrongPath': 'Sie ruft {path} auf; das ist nicht die Adresse einer Station.',
  'refusal.badIdentity': 'Sie nennt sich, wie keine Station heißen darf.',
  'refusal.unknownTenant': 'Sie ruft {path} auf; diese Adresse hat hier kein Betreiber.',
  'refusal.tenantSuspended': 'Ihr Betreiber ist gesperrt.',
  'refusal.malformed': 'Sie öffnet keinen WebSocket, den wir lesen können.',
  'refusal.origin': 'Sie gibt sich als Seite von {origin} aus.',
  'refusal.passwordMissing': 'Sie sendet kein Passwort.',
  'refusal.userName': 'Sie meldet sich mit einem Benutzernamen an, der nicht ihre Kennung ist.',
  'refusal.wrongPassword': 'Sie sendet ein falsches Passwort.',
  'refusal.unknownStation': 'Sie ist nicht angelegt, und unbekannte Stationen werden abgewiesen.',
  'refusal.securityProfile': 'Sie verbindet sich mit Sicherheitsprofil {used}; {required} ist das mindeste.',
  'refusal.certificate': 'Ihr Zertifikat ist nicht in Ordnung.',
  'refusal.certificateMissing': 'Sie zeigt kein Zertifikat.',
  'refusal.certificateExpired': 'Ihr Zertifikat ist abgelaufen.',
  'refusal.certificateNotYetValid': 'Ihr Zertifikat gilt noch nicht.',
  'refusal.certificateUntrusted': 'Ihr Zertifikat führt zu keiner Wurzel, der wir vertrauen.',
  'refusal.certificatePurpose': 'Ihr Zertifikat ist nicht zum Anmelden bestimmt.',
  'refusal.certificateName': 'Ihr Zertifikat nennt jemand anderen.',
  'refusal.certificateOrganization': 'Ihr Zertifikat nennt eine andere Organisation.',
  'refusal.certificateStatusUnknown':
    'Ob ihr Zertifikat gesperrt ist, war nicht zu erfahren (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Ihr Zertifikat ist gesperrt oder ersetzt.',
  'refusal.subprotocol': 'Sie spricht {offered}; das ist keine OCPP-Version, die wir kennen.',
  'refusal.subprotocol.none': 'Sie sagt nicht, welche OCPP-Version sie spricht.',
  'refusal.backOff': 'Sie ist zu oft gescheitert und muss warten.',
  'refusal.tooFast': 'Ihre Adresse ruft zu oft an.',
  'refusal.tooManySockets': 'Ihre Adresse hält zu viele Verbindungen.',
  'refusal.contested': 'Eine andere Verbindung hält ihre Kennung und hat sich stärker ausgewiesen.',
  'refusal.plainToTls': 'Sie spricht ws:// mit einem Anschluss für wss://.',
  'refusal.tlsVersion': 'Ihr TLS ist älter als 1.2.',
  'refusal.tlsCipher': 'Sie bietet keine Verschlüsselung an, die wir annehmen.',
  'refusal.serverUntrusted': 'Sie vertraut dem Zertifikat dieses Servers nicht.',
  'refusal.remedy.wrongPath':
    'Geben Sie die Adresse ein, wie „Station anschließen“ sie zeigt: …/ocpp/ und die Kennung. Viele Stationen hängen die Kennung selbst an.',
  'refusal.remedy.badIdentity': 'Nehmen Sie Buchstaben, Ziffern und * - _ = + @ . | als Kennung, höchstens 48.',
  'refusal.remedy.unknownTenant':
    'Geben Sie die Adresse ein, wie „Station anschließen“ sie zeigt. Viele Stationen hängen die Kennung selbst an: Lassen Sie sie dann weg.',
  'refusal.remedy.tenantSuspended': 'Sie wird wieder eingelassen, wenn die Plattform die Sperre aufhebt.',
  'refusal.remedy.malformed':
    'Wählen Sie in der Station OCPP über JSON (nicht SOAP), und sehen Sie nach, ob ein Proxy die Anfrage ändert.',
  'refusal.remedy.origin': 'Stationen senden keinen Origin. Muss diese es, nehmen Sie ihn in ALLOWED_ORIGINS auf.',
  'refusal.remedy.passwordMissing':
    'Geben Sie das Passwort in der Station ein, oder lassen Sie hier in ihren Einstellungen ein neues machen.',
  'refusal.remedy.userName':
    'Die Station soll ihre Kennung als Benutzernamen nehmen; lässt sie ihn leer, erlauben Sie es in ihren Einstellungen.',
  'refusal.remedy.wrongPassword':
    'Geben Sie das Passwort noch einmal ohne Leerzeichen ein, oder lassen Sie hier in ihren Einstellungen ein neues machen.',
  'refusal.remedy.unknownStation': 'Legen Sie sie an, wenn sie Ihre ist.',
  'refusal.remedy.securityProfile':
    'Sie soll sich mit TLS und ihrem Passwort oder Zertifikat verbinden. Unter ein erreichtes Profil geht eine Station nie zurück.',
  'refusal.remedy.certificate':
    'Geben Sie ihr ein Zertifikat einer Wurzel, der hier vertraut wird, oder vertrauen Sie ihrer Wurzel.',
  'refusal.remedy.subprotocol':
    'Wählen Sie in der Station OCPP 1.6 JSON, 2.0.1 oder 2.1. Kann sie es nicht sagen, nennen Sie die Version hier in ihren Einstellungen.',
  'refusal.remedy.backOff':
    'Bringen Sie zuerst das Passwort in Ordnung; einige Minuten nach dem letzten Fehler wird sie wieder gehört.',
  'refusal.remedy.tooFast':
    'Sie wird eingelassen, wenn sie seltener anruft. Teilen sich viele Stationen die Adresse, erhöhen Sie die Grenze.',
  'refusal.remedy.tooManySockets':
    'Schließen Sie, was nicht gebraucht wird, oder erhöhen Sie SOCKETS_PER_ADDRESS, wenn sich viele Stationen die Adresse teilen.',
  'refusal.remedy.contested':
    'Sehen Sie nach, ob zwei Geräte dieselbe Kennung haben, oder lassen Sie dieses verwenden, was das andere verwendet.',
  'refusal.remedy.plainToTls': 'Lassen Sie ihre Adresse mit wss:// beginnen.',
  'refusal.remedy.tlsVersion': 'Erneuern Sie ihre Firmware, oder verbinden Sie sie über ein Netz, das Ihnen gehört.',
  'refusal.remedy.tlsCipher': 'Erneuern Sie ihre Firmware; docs/ocpp/security.md nennt, was angenommen wird.',
  'refusal.remedy.serverUntrusted': 'Installieren Sie auf der Station die Wurzel des Zertifikats dieses Servers.',
}
