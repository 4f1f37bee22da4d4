/** Stations that knock and are not let in: why, and what to do. */
export const refusals = {
  'refusal.title': 'Knocked and refused, last 24 hours',
  'refusal.none': 'Nobody was refused',
  'refusal.none.text':
    'Who calls with a wrong address, password or version appears here with the reason and the remedy.',
  'refusal.knocked': '{station} knocks, but is not let in',
  'refusal.strangers': 'Somebody else was refused just now. Perhaps it is your station:',
  'refusal.nameless': 'Without a name',
  'refusal.attempts': '{count, plural, one {# attempt} other {# attempts}}',
  'refusal.settings': 'Settings',
  'refusal.open': 'Settings of {station}',
  'refusal.register': 'Register',
  'refusal.registerOne': 'Register {name}',
  'refusal.wrongPath': 'It calls {path}, which is not the address of a station.',
  'refusal.badIdentity': 'It calls itself something that no station may be called.',
  'refusal.unknownTenant': 'It calls {path}; no operator has that address here.',
  'refusal.tenantSuspended': 'Its operator is suspended.',
  'refusal.malformed': 'It opens no WebSocket that we can read.',
  'refusal.origin': 'It says it is a page of {origin}.',
  'refusal.passwordMissing': 'It sends no password.',
  'refusal.userName': 'It signs in with a user name that is not its identity.',
  'refusal.wrongPassword': 'It sends a wrong password.',
  'refusal.unknownStation': 'It is not registered, and unknown stations are refused.',
  'refusal.securityProfile': 'It connects with security profile {used}; {required} is the least it must use.',
  'refusal.certificate': 'Its certificate is not in order.',
  'refusal.certificateMissing': 'It shows no certificate.',
  'refusal.certificateExpired': 'Its certificate has expired.',
  'refusal.certificateNotYetValid': 'Its certificate is not valid yet.',
  'refusal.certificateUntrusted': 'Its certificate leads to no root that we trust.',
  'refusal.certificatePurpose': 'Its certificate is not for signing in.',
  'refusal.certificateName': 'Its certificate names somebody else.',
  'refusal.certificateOrganization': 'Its certificate names another organisation.',
  'refusal.certificateStatusUnknown':
    'Whether its certificate is revoked could not be found out (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Its certificate is revoked or replaced.',
  'refusal.subprotocol': 'It speaks {offered}, which is no OCPP version that we know.',
  'refusal.subprotocol.none': 'It does not say which OCPP version it speaks.',
  'refusal.backOff': 'It has failed too often and has to wait.',
  'refusal.tooFast': 'Its address calls too often.',
  'refusal.tooManySockets': 'Its address holds too many connections.',
  'refusal.contested': 'Another connection holds its identity and has proved itself more strongly.',
  'refusal.plainToTls': 'It speaks ws:// to a port of wss://.',
  'refusal.tlsVersion': 'Its TLS is older than 1.2.',
  'refusal.tlsCipher': 'It offers no encryption that we accept.',
  'refusal.serverUntrusted': 'It does not trust the certificate of this server.',
  'refusal.remedy.wrongPath':
    'Enter the address as “Connect a station” shows it: …/ocpp/ and the identity. Many stations add the identity themselves.',
  'refusal.remedy.badIdentity': 'Use letters, digits and * - _ = + @ . | for its identity, 48 at the most.',
  'refusal.remedy.unknownTenant':
    'Enter the address as “Connect a station” shows it. Many stations add the identity themselves: then leave it out.',
  'refusal.remedy.tenantSuspended': 'It is let in again when the platform lifts the suspension.',
  'refusal.remedy.malformed':
    'Choose OCPP over JSON (not SOAP) in the station, and look whether a proxy changes the request.',
  'refusal.remedy.origin': 'Stations send no Origin. If this one must, add it to ALLOWED_ORIGINS.',
  'refusal.remedy.passwordMissing': 'Enter the password in the station, or have a new one made in its settings here.',
  'refusal.remedy.userName':
    'Let the station use its identity as user name; where it leaves it empty, allow that in its settings.',
  'refusal.remedy.wrongPassword':
    'Enter the password again, without spaces, or have a new one made in its settings here.',
  'refusal.remedy.unknownStation': 'Register it if it is yours.',
  'refusal.remedy.securityProfile':
    'Let it connect with TLS and its password or certificate. A station never goes back below a profile it has reached.',
  'refusal.remedy.certificate': 'Give it a certificate of a root that is trusted here, or trust its root.',
  'refusal.remedy.subprotocol':
    'Choose OCPP 1.6 JSON, 2.0.1 or 2.1 in the station. If it cannot say so, its settings here can name the version.',
  'refusal.remedy.backOff': 'Mend the password first; it is heard again some minutes after its last failure.',
  'refusal.remedy.tooFast':
    'It is let in when it calls less often. If many stations share the address, raise the limit.',
  'refusal.remedy.tooManySockets':
    'Close what is not needed, or raise SOCKETS_PER_ADDRESS if many stations share the address.',
  'refusal.remedy.contested':
    'Look whether two boxes have the same identity, or let this one use what the other one uses.',
  'refusal.remedy.plainToTls': 'Begin its address with wss://.',
  'refusal.remedy.tlsVersion': 'Update its firmware, or let it connect through a network that is yours.',
  'refusal.remedy.tlsCipher': 'Update its firmware; docs/ocpp/security.md names what is accepted.',
  'refusal.remedy.serverUntrusted': 'Install the root of this server’s certificate on the station.',
} as const
