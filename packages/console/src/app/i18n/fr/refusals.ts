import type { refusals as english } from '../en/refusals.ts'
import type { Words } from '../words.ts'

export const refusals: Words<typeof english> = {
  'refusal.title': 'Appels refusés, 24 dernières heures',
  'refusal.none': 'Aucun refus',
  'refusal.none.text':
    'Les appels avec une adresse, un mot de passe ou une version erronés apparaissent ici avec le motif et le remède.',
  'refusal.knocked': '{station} appelle, mais n’est pas admise',
  'refusal.strangers': 'Un autre appelant vient d’être refusé. C’est peut-être votre borne\u202f:',
  'refusal.nameless': 'Sans nom',
  'refusal.attempts': '{count, plural, one {# essai} other {# essais}}',
  'refusal.settings': 'Paramètres',
  'refusal.open': 'Paramètres de {station}',
  'refusal.register': 'Enregistrer',
  'refusal.registerOne': 'Enregistrer {name}',
  'refusal.wrongPath': 'Elle appelle {path}, qui n’est pas l’adresse d’une borne.',
  'refusal.badIdentity': 'Elle se donne un nom qu’aucune borne ne peut porter.',
  'refusal.unknownTenant': 'Elle appelle {path}\u202f; aucun exploitant n’a cette adresse ici.',
  'refusal.tenantSuspended': 'Son exploitant est suspendu.',
  'refusal.malformed': 'Elle n’ouvre aucun WebSocket lisible.',
  'refusal.origin': 'Elle se dit être une page de {origin}.',
  'refusal.passwordMissing': 'Elle n’envoie aucun mot de passe.',
  'refusal.userName': 'Elle se connecte avec un nom d’utilisateur qui n’est pas son identifiant.',
  'refusal.wrongPassword': 'Elle envoie un mauvais mot de passe.',
  'refusal.unknownStation': 'Elle n’est pas enregistrée, et les bornes inconnues sont refusées.',
  'refusal.securityProfile':
    'Elle se connecte avec le profil de sécurité {used}\u202f; le minimum requis est {required}.',
  'refusal.certificate': 'Son certificat n’est pas en ordre.',
  'refusal.certificateMissing': 'Elle ne présente aucun certificat.',
  'refusal.certificateExpired': 'Son certificat a expiré.',
  'refusal.certificateNotYetValid': 'Son certificat n’est pas encore valable.',
  'refusal.certificateUntrusted': 'Son certificat ne mène à aucune racine de confiance.',
  'refusal.certificatePurpose': 'Son certificat n’est pas prévu pour l’authentification.',
  'refusal.certificateName': 'Son certificat désigne quelqu’un d’autre.',
  'refusal.certificateOrganization': 'Son certificat désigne une autre organisation.',
  'refusal.certificateStatusUnknown': 'Impossible de savoir si son certificat est révoqué (CLIENT_CERT_STATUS=hard).',
  'refusal.certificateRevoked': 'Son certificat est révoqué ou remplacé.',
  'refusal.subprotocol': 'Elle parle {offered}, qui n’est pas une version d’OCPP connue.',
  'refusal.subprotocol.none': 'Elle n’indique pas la version d’OCPP qu’elle utilise.',
  'refusal.backOff': 'Elle a échoué trop souvent et doit attendre.',
  'refusal.tooFast': 'Son adresse appelle trop souvent.',
  'refusal.tooManySockets': 'Son adresse maintient trop de connexions.',
  'refusal.contested': 'Une autre connexion détient son identifiant et s’est mieux authentifiée.',
  'refusal.plainToTls': 'Elle utilise ws:// sur un port wss://.',
  'refusal.tlsVersion': 'Sa version de TLS est antérieure à 1.2.',
  'refusal.tlsCipher': 'Elle ne propose aucun chiffrement accepté.',
  'refusal.serverUntrusted': 'Elle ne fait pas confiance au certificat de ce serveur.',
  'refusal.remedy.wrongPath':
    'Saisissez l’adresse telle que «\u202fConnecter une borne\u202f» l’affiche\u202f: …/ocpp/ et l’identifiant. Beaucoup de bornes ajoutent elles-mêmes l’identifiant.',
  'refusal.remedy.badIdentity': 'Utilisez lettres, chiffres et * - _ = + @ . | pour son identifiant, 48 au plus.',
  'refusal.remedy.unknownTenant':
    'Saisissez l’adresse telle que «\u202fConnecter une borne\u202f» l’affiche. Beaucoup de bornes ajoutent elles-mêmes l’identifiant\u202f: laissez-le alors de côté.',
  'refusal.remedy.tenantSuspended': 'Elle sera de nouveau admise quand la plateforme lèvera la suspension.',
  'refusal.remedy.malformed':
    'Choisissez OCPP en JSON (pas SOAP) dans la borne, et vérifiez si un proxy modifie la requête.',
  'refusal.remedy.origin':
    'Les bornes n’envoient pas d’Origin. Si celle-ci y est obligée, ajoutez-la à ALLOWED_ORIGINS.',
  'refusal.remedy.passwordMissing':
    'Saisissez le mot de passe dans la borne, ou générez-en un nouveau dans ses paramètres ici.',
  'refusal.remedy.userName':
    'Faites utiliser son identifiant comme nom d’utilisateur\u202f; si elle le laisse vide, autorisez-le dans ses paramètres.',
  'refusal.remedy.wrongPassword':
    'Saisissez de nouveau le mot de passe, sans espaces, ou générez-en un nouveau dans ses paramètres ici.',
  'refusal.remedy.unknownStation': 'Enregistrez-la si elle est à vous.',
  'refusal.remedy.securityProfile':
    'Faites-la se connecter avec TLS et son mot de passe ou certificat. Une borne ne redescend jamais sous un profil atteint.',
  'refusal.remedy.certificate':
    'Donnez-lui un certificat d’une racine de confiance ici, ou faites confiance à sa racine.',
  'refusal.remedy.subprotocol':
    'Choisissez OCPP 1.6 JSON, 2.0.1 ou 2.1 dans la borne. Si elle ne peut l’indiquer, ses paramètres ici peuvent nommer la version.',
  'refusal.remedy.backOff':
    'Corrigez d’abord le mot de passe\u202f; elle sera de nouveau écoutée quelques minutes après son dernier échec.',
  'refusal.remedy.tooFast':
    'Elle est admise quand elle appelle moins souvent. Si beaucoup de bornes partagent l’adresse, relevez la limite.',
  'refusal.remedy.tooManySockets':
    'Fermez ce qui est inutile, ou relevez SOCKETS_PER_ADDRESS si beaucoup de bornes partagent l’adresse.',
  'refusal.remedy.contested':
    'Vérifiez si deux boîtiers ont le même identifiant, ou faites utiliser à celle-ci ce que l’autre utilise.',
  'refusal.remedy.plainToTls': 'Commencez son adresse par wss://.',
  'refusal.remedy.tlsVersion':
    'Mettez à jour son micrologiciel, ou faites-la se connecter par un réseau qui est le vôtre.',
  'refusal.remedy.tlsCipher':
    'Mettez à jour son micrologiciel\u202f; docs/ocpp/security.md indique ce qui est accepté.',
  'refusal.remedy.serverUntrusted': 'Installez sur la borne la racine du certificat de ce serveur.',
}
