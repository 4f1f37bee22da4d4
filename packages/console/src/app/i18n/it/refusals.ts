import type { refusals as english } from '../en/refusals.ts'
import type { Words } from '../words.ts'

export const refusals: Words<typeof english> = {
  'refusal.title': 'Connessioni respinte, ultime 24 ore',
  'refusal.none': 'Nessuna connessione respinta',
  'refusal.none.text':
    'Chi si connette con indirizzo, password o versione errati compare qui con il motivo e il rimedio.',
  'refusal.knocked': '{station} tenta di connettersi, ma viene respinta',
  'refusal.strangers': 'È appena stato respinto qualcun altro. Forse è la stazione attesa:',
  'refusal.nameless': 'Senza nome',
  'refusal.attempts': '{count, plural, one {# tentativo} other {# tentativi}}',
  'refusal.settings': 'Impostazioni',
  'refusal.open': 'Impostazioni di {station}',
  'refusal.register': 'Registra',
  'refusal.registerOne': 'Registra {name}',
  'refusal.wrongPath': 'Chiama {path}, che non è l’indirizzo di una stazione.',
  'refusal.badIdentity': 'Si presenta con un’identità non ammessa per una stazione.',
  'refusal.unknownTenant': 'Chiama {path}; nessuna organizzazione ha qui questo indirizzo.',
  'refusal.tenantSuspended': 'La sua organizzazione è sospesa.',
  'refusal.malformed': 'Non apre un WebSocket leggibile.',
  'refusal.origin': 'Si dichiara una pagina di {origin}.',
  'refusal.passwordMissing': 'Non invia alcuna password.',
  'refusal.userName': 'Accede con un nome utente che non è la sua identità.',
  'refusal.wrongPassword': 'Invia una password errata.',
  'refusal.unknownStation': 'Non è registrata e le stazioni sconosciute vengono respinte.',
  'refusal.securityProfile': 'Si connette con il profilo di sicurezza {used}; il minimo richiesto è {required}.',
  'refusal.certificate': 'Il suo certificato non è in regola.',
  'refusal.certificateMissing': 'Non presenta alcun certificato.',
  'refusal.certificateExpired': 'Il suo certificato è scaduto.',
  'refusal.certificateNotYetValid': 'Il suo certificato non è ancora valido.',
  'refusal.certificateUntrusted': 'Il suo certificato non conduce ad alcuna radice attendibile.',
  'refusal.certificatePurpose': 'Il suo certificato non è destinato all’autenticazione.',
  'refusal.certificateName': 'Il suo certificato è intestato a qualcun altro.',
  'refusal.certificateOrganization': 'Il suo certificato indica un’altra organizzazione.',
  'refusal.certificateStatusUnknown':
    'Non è stato possibile accertare se il suo certificato sia revocato (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Il suo certificato è revocato o sostituito.',
  'refusal.subprotocol': 'Usa {offered}, che non è una versione OCPP nota.',
  'refusal.subprotocol.none': 'Non indica quale versione OCPP usa.',
  'refusal.backOff': 'Ha fallito troppo spesso e deve attendere.',
  'refusal.tooFast': 'Il suo indirizzo si connette troppo spesso.',
  'refusal.tooManySockets': 'Il suo indirizzo mantiene troppe connessioni.',
  'refusal.contested': 'Un’altra connessione ha la stessa identità e si è autenticata in modo più forte.',
  'refusal.plainToTls': 'Usa ws:// su una porta wss://.',
  'refusal.tlsVersion': 'Il suo TLS è precedente alla versione 1.2.',
  'refusal.tlsCipher': 'Non offre alcuna cifratura accettata.',
  'refusal.serverUntrusted': 'Non considera attendibile il certificato di questo server.',
  'refusal.remedy.wrongPath':
    'Inserire l’indirizzo come mostrato in «Collega una stazione»: …/ocpp/ e l’identità. Molte stazioni aggiungono da sole l’identità.',
  'refusal.remedy.badIdentity': 'Usare lettere, cifre e * - _ = + @ . | per l’identità, al massimo 48.',
  'refusal.remedy.unknownTenant':
    'Inserire l’indirizzo come mostrato in «Collega una stazione». Molte stazioni aggiungono da sole l’identità: in tal caso ometterla.',
  'refusal.remedy.tenantSuspended': 'Sarà di nuovo ammessa quando la piattaforma revocherà la sospensione.',
  'refusal.remedy.malformed':
    'Scegliere OCPP su JSON (non SOAP) nella stazione e controllare se un proxy modifica la richiesta.',
  'refusal.remedy.origin': 'Le stazioni non inviano Origin. Se questa deve farlo, aggiungerlo ad ALLOWED_ORIGINS.',
  'refusal.remedy.passwordMissing':
    'Inserire la password nella stazione oppure generarne una nuova nelle sue impostazioni qui.',
  'refusal.remedy.userName':
    'Impostare nella stazione la sua identità come nome utente; se lo lascia vuoto, consentirlo nelle sue impostazioni.',
  'refusal.remedy.wrongPassword':
    'Inserire di nuovo la password, senza spazi, oppure generarne una nuova nelle sue impostazioni qui.',
  'refusal.remedy.unknownStation': 'Registrarla se è propria.',
  'refusal.remedy.securityProfile':
    'Farla connettere con TLS e la sua password o il suo certificato. Una stazione non torna mai sotto un profilo già raggiunto.',
  'refusal.remedy.certificate':
    'Dotarla di un certificato di una radice qui attendibile, oppure considerare attendibile la sua radice.',
  'refusal.remedy.subprotocol':
    'Scegliere OCPP 1.6 JSON, 2.0.1 o 2.1 nella stazione. Se non può indicarla, la versione si può impostare qui.',
  'refusal.remedy.backOff':
    'Correggere prima la password; la stazione viene riascoltata alcuni minuti dopo l’ultimo errore.',
  'refusal.remedy.tooFast':
    'Entra quando si connette meno spesso. Se molte stazioni condividono l’indirizzo, aumentare il limite.',
  'refusal.remedy.tooManySockets':
    'Chiudere le connessioni superflue oppure aumentare SOCKETS_PER_ADDRESS se molte stazioni condividono l’indirizzo.',
  'refusal.remedy.contested':
    'Verificare se due apparecchi hanno la stessa identità, oppure far usare a questo ciò che usa l’altro.',
  'refusal.remedy.plainToTls': 'Far iniziare il suo indirizzo con wss://.',
  'refusal.remedy.tlsVersion': 'Aggiornarne il firmware oppure farla connettere attraverso una rete propria.',
  'refusal.remedy.tlsCipher': 'Aggiornarne il firmware; docs/ocpp/security.md indica che cosa è accettato.',
  'refusal.remedy.serverUntrusted': 'Installare sulla stazione la radice del certificato di questo server.',
}
