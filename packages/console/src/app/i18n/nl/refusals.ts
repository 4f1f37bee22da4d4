import type { refusals as english } from '../en/refusals.ts'
import type { Words } from '../words.ts'

export const refusals: Words<typeof english> = {
  'refusal.title': 'Geweigerde verbindingen, laatste 24 uur',
  'refusal.none': 'Niemand is geweigerd',
  'refusal.none.text':
    'Wie met een verkeerd adres, wachtwoord of een verkeerde versie verbindt, verschijnt hier met de reden en de oplossing.',
  'refusal.knocked': '{station} meldt zich, maar wordt niet toegelaten',
  'refusal.strangers': 'Zojuist is iemand anders geweigerd. Misschien is het uw station:',
  'refusal.nameless': 'Zonder naam',
  'refusal.attempts': '{count, plural, one {# poging} other {# pogingen}}',
  'refusal.settings': 'Instellingen',
  'refusal.open': 'Instellingen van {station}',
  'refusal.register': 'Registreren',
  'refusal.registerOne': '{name} registreren',
  'refusal.wrongPath': 'Het roept {path} aan; dat is niet het adres van een station.',
  'refusal.badIdentity': 'Het noemt een identiteit die geen station mag hebben.',
  'refusal.unknownTenant': 'Het roept {path} aan; geen organisatie heeft hier dat adres.',
  'refusal.tenantSuspended': 'De organisatie van het station is geschorst.',
  'refusal.malformed': 'Het opent geen leesbare WebSocket.',
  'refusal.origin': 'Het zegt een pagina van {origin} te zijn.',
  'refusal.passwordMissing': 'Het stuurt geen wachtwoord.',
  'refusal.userName': 'Het meldt zich aan met een gebruikersnaam die niet zijn identiteit is.',
  'refusal.wrongPassword': 'Het stuurt een verkeerd wachtwoord.',
  'refusal.unknownStation': 'Het is niet geregistreerd, en onbekende stations worden geweigerd.',
  'refusal.securityProfile': 'Het verbindt met beveiligingsprofiel {used}; minimaal {required} is vereist.',
  'refusal.certificate': 'Het certificaat is niet in orde.',
  'refusal.certificateMissing': 'Het toont geen certificaat.',
  'refusal.certificateExpired': 'Het certificaat is verlopen.',
  'refusal.certificateNotYetValid': 'Het certificaat is nog niet geldig.',
  'refusal.certificateUntrusted': 'Het certificaat leidt niet naar een vertrouwd rootcertificaat.',
  'refusal.certificatePurpose': 'Het certificaat is niet voor aanmelding bedoeld.',
  'refusal.certificateName': 'Het certificaat noemt een ander.',
  'refusal.certificateOrganization': 'Het certificaat noemt een andere organisatie.',
  'refusal.certificateStatusUnknown':
    'Of het certificaat is ingetrokken, kon niet worden vastgesteld (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Het certificaat is ingetrokken of vervangen.',
  'refusal.subprotocol': 'Het spreekt {offered}; dat is geen bekende OCPP-versie.',
  'refusal.subprotocol.none': 'Het zegt niet welke OCPP-versie het spreekt.',
  'refusal.backOff': 'Het is te vaak mislukt en moet wachten.',
  'refusal.tooFast': 'Het adres verbindt te vaak.',
  'refusal.tooManySockets': 'Het adres houdt te veel verbindingen open.',
  'refusal.contested': 'Een andere verbinding heeft dezelfde identiteit en heeft zich sterker bewezen.',
  'refusal.plainToTls': 'Het spreekt ws:// op een poort voor wss://.',
  'refusal.tlsVersion': 'De TLS-versie is ouder dan 1.2.',
  'refusal.tlsCipher': 'Het biedt geen versleuteling aan die wordt geaccepteerd.',
  'refusal.serverUntrusted': 'Het vertrouwt het certificaat van deze server niet.',
  'refusal.remedy.wrongPath':
    'Voer het adres in zoals “Station aansluiten” het toont: …/ocpp/ en de identiteit. Veel stations voegen de identiteit zelf toe.',
  'refusal.remedy.badIdentity': 'Gebruik letters, cijfers en * - _ = + @ . | voor de identiteit, maximaal 48.',
  'refusal.remedy.unknownTenant':
    'Voer het adres in zoals “Station aansluiten” het toont. Veel stations voegen de identiteit zelf toe: laat die dan weg.',
  'refusal.remedy.tenantSuspended': 'Het wordt weer toegelaten als het platform de schorsing opheft.',
  'refusal.remedy.malformed':
    'Kies OCPP over JSON (niet SOAP) in het station en kijk of een proxy het verzoek wijzigt.',
  'refusal.remedy.origin':
    'Stations sturen geen Origin. Moet dit station dat wel, voeg het dan toe aan ALLOWED_ORIGINS.',
  'refusal.remedy.passwordMissing':
    'Voer het wachtwoord in het station in, of laat hier in de instellingen een nieuw maken.',
  'refusal.remedy.userName':
    'Laat het station zijn identiteit als gebruikersnaam gebruiken; blijft die leeg, sta dat dan toe in de instellingen.',
  'refusal.remedy.wrongPassword':
    'Voer het wachtwoord opnieuw in, zonder spaties, of laat hier in de instellingen een nieuw maken.',
  'refusal.remedy.unknownStation': 'Registreer het als het van u is.',
  'refusal.remedy.securityProfile':
    'Laat het verbinden met TLS en het wachtwoord of certificaat. Een station gaat nooit terug onder een bereikt profiel.',
  'refusal.remedy.certificate':
    'Geef het een certificaat van een hier vertrouwd rootcertificaat, of vertrouw zijn rootcertificaat.',
  'refusal.remedy.subprotocol':
    'Kies OCPP 1.6 JSON, 2.0.1 of 2.1 in het station. Kan het dat niet aangeven, dan kunt u de versie hier instellen.',
  'refusal.remedy.backOff':
    'Herstel eerst het wachtwoord; enkele minuten na de laatste fout wordt het station weer gehoord.',
  'refusal.remedy.tooFast':
    'Het wordt toegelaten als het minder vaak verbindt. Delen veel stations het adres, verhoog dan de limiet.',
  'refusal.remedy.tooManySockets':
    'Sluit wat niet nodig is, of verhoog SOCKETS_PER_ADDRESS als veel stations het adres delen.',
  'refusal.remedy.contested':
    'Kijk of twee apparaten dezelfde identiteit hebben, of laat dit gebruiken wat het andere gebruikt.',
  'refusal.remedy.plainToTls': 'Laat het adres met wss:// beginnen.',
  'refusal.remedy.tlsVersion': 'Werk de firmware bij, of laat het via uw eigen netwerk verbinden.',
  'refusal.remedy.tlsCipher': 'Werk de firmware bij; docs/ocpp/security.md noemt wat wordt geaccepteerd.',
  'refusal.remedy.serverUntrusted': 'Installeer het rootcertificaat van deze server op het station.',
}
