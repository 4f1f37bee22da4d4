import type { refusals as english } from '../en/refusals.ts'
import type { Words } from '../words.ts'

export const refusals: Words<typeof english> = {
  'refusal.title': 'Llamadas rechazadas, últimas 24 horas',
  'refusal.none': 'No se rechazó a nadie',
  'refusal.none.text':
    'Quien llame con una dirección, contraseña o versión errónea aparece aquí con el motivo y el remedio.',
  'refusal.knocked': '{station} llama, pero no se la admite',
  'refusal.strangers': 'Se acaba de rechazar a otro. Quizá sea su estación:',
  'refusal.nameless': 'Sin nombre',
  'refusal.attempts': '{count, plural, one {# intento} other {# intentos}}',
  'refusal.settings': 'Ajustes',
  'refusal.open': 'Ajustes de {station}',
  'refusal.register': 'Registrar',
  'refusal.registerOne': 'Registrar {name}',
  'refusal.wrongPath': 'Llama a {path}, que no es la dirección de una estación.',
  'refusal.badIdentity': 'Se da un nombre que ninguna estación puede tener.',
  'refusal.unknownTenant': 'Llama a {path}; ningún operador tiene aquí esa dirección.',
  'refusal.tenantSuspended': 'Su operador está suspendido.',
  'refusal.malformed': 'No abre ningún WebSocket legible.',
  'refusal.origin': 'Dice ser una página de {origin}.',
  'refusal.passwordMissing': 'No envía contraseña.',
  'refusal.userName': 'Se identifica con un nombre de usuario que no es su identificador.',
  'refusal.wrongPassword': 'Envía una contraseña errónea.',
  'refusal.unknownStation': 'No está registrada, y las estaciones desconocidas se rechazan.',
  'refusal.securityProfile': 'Se conecta con el perfil de seguridad {used}; el mínimo que debe usar es {required}.',
  'refusal.certificate': 'Su certificado no está en regla.',
  'refusal.certificateMissing': 'No presenta ningún certificado.',
  'refusal.certificateExpired': 'Su certificado ha caducado.',
  'refusal.certificateNotYetValid': 'Su certificado aún no es válido.',
  'refusal.certificateUntrusted': 'Su certificado no lleva a ninguna raíz de confianza.',
  'refusal.certificatePurpose': 'Su certificado no sirve para autenticarse.',
  'refusal.certificateName': 'Su certificado nombra a otro.',
  'refusal.certificateOrganization': 'Su certificado nombra a otra organización.',
  'refusal.certificateStatusUnknown': 'No se pudo averiguar si su certificado está revocado (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Su certificado está revocado o sustituido.',
  'refusal.subprotocol': 'Habla {offered}, que no es una versión de OCPP conocida.',
  'refusal.subprotocol.none': 'No dice qué versión de OCPP habla.',
  'refusal.backOff': 'Ha fallado demasiadas veces y debe esperar.',
  'refusal.tooFast': 'Su dirección llama con demasiada frecuencia.',
  'refusal.tooManySockets': 'Su dirección mantiene demasiadas conexiones.',
  'refusal.contested': 'Otra conexión tiene su identificador y se ha acreditado con más fuerza.',
  'refusal.plainToTls': 'Habla ws:// a un puerto de wss://.',
  'refusal.tlsVersion': 'Su TLS es anterior a 1.2.',
  'refusal.tlsCipher': 'No ofrece ningún cifrado que aceptemos.',
  'refusal.serverUntrusted': 'No confía en el certificado de este servidor.',
  'refusal.remedy.wrongPath':
    'Introduzca la dirección como la muestra «Conectar una estación»: …/ocpp/ y el identificador. Muchas estaciones añaden el identificador por sí mismas.',
  'refusal.remedy.badIdentity': 'Use letras, cifras y * - _ = + @ . | para su identificador, 48 como máximo.',
  'refusal.remedy.unknownTenant':
    'Introduzca la dirección como la muestra «Conectar una estación». Muchas estaciones añaden ellas mismas la identidad: entonces omítala.',
  'refusal.remedy.tenantSuspended': 'Se la admite de nuevo cuando la plataforma levante la suspensión.',
  'refusal.remedy.malformed': 'Elija OCPP sobre JSON (no SOAP) en la estación y mire si un proxy altera la solicitud.',
  'refusal.remedy.origin': 'Las estaciones no envían Origin. Si esta debe hacerlo, añádalo a ALLOWED_ORIGINS.',
  'refusal.remedy.passwordMissing': 'Introduzca la contraseña en la estación, o genere una nueva en sus ajustes aquí.',
  'refusal.remedy.userName':
    'Haga que la estación use su identificador como nombre de usuario; si lo deja vacío, permítalo en sus ajustes.',
  'refusal.remedy.wrongPassword':
    'Introduzca de nuevo la contraseña, sin espacios, o genere una nueva en sus ajustes aquí.',
  'refusal.remedy.unknownStation': 'Regístrela si es suya.',
  'refusal.remedy.securityProfile':
    'Haga que se conecte con TLS y su contraseña o certificado. Una estación nunca baja de un perfil alcanzado.',
  'refusal.remedy.certificate': 'Dele un certificado de una raíz de confianza aquí, o confíe en su raíz.',
  'refusal.remedy.subprotocol':
    'Elija OCPP 1.6 JSON, 2.0.1 o 2.1 en la estación. Si no puede decirlo, sus ajustes aquí pueden nombrar la versión.',
  'refusal.remedy.backOff':
    'Corrija primero la contraseña; se la vuelve a escuchar unos minutos después de su último fallo.',
  'refusal.remedy.tooFast':
    'Se la admite cuando llama con menos frecuencia. Si muchas estaciones comparten la dirección, suba el límite.',
  'refusal.remedy.tooManySockets':
    'Cierre lo que no haga falta, o suba SOCKETS_PER_ADDRESS si muchas estaciones comparten la dirección.',
  'refusal.remedy.contested':
    'Mire si dos equipos tienen el mismo identificador, o haga que este use lo que usa el otro.',
  'refusal.remedy.plainToTls': 'Empiece su dirección por wss://.',
  'refusal.remedy.tlsVersion': 'Actualice su firmware, o haga que se conecte por una red que sea suya.',
  'refusal.remedy.tlsCipher': 'Actualice su firmware; docs/ocpp/security.md dice qué se acepta.',
  'refusal.remedy.serverUntrusted': 'Instale en la estación la raíz del certificado de este servidor.',
}
