import { sign } from 'node:crypto'
import {
  BasicOCSPResponse,
  type CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  KeyHash,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from '@peculiar/asn1-ocsp'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, CRLReason, CRLReasons, Extension } from '@peculiar/asn1-x509'
import type { RevocationReason } from '../../contract/index.ts'
import type { LocalRoot } from '../authority/local-authority.ts'
import type { IssuedStatus } from '../issued.ts'
import { x509 } from '../x509.ts'

const ANSWER_LIFE_MS = 3_600_000

const SIGNATURES = {
  ecdsa: new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' }),
  rsa: new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: null }),
} as const

const REASONS: Readonly<Record<RevocationReason, CRLReasons>> = {
  unspecified: CRLReasons.unspecified,
  keyCompromise: CRLReasons.keyCompromise,
  affiliationChanged: CRLReasons.affiliationChanged,
  superseded: CRLReasons.superseded,
  cessationOfOperation: CRLReasons.cessationOfOperation,
  privilegeWithdrawn: CRLReasons.privilegeWithdrawn,
}

/** An OCSP answer of our own, signed by the root that signed the certificates asked about; DER. */
export function signOcspAnswer(
  root: LocalRoot,
  answer: {
    readonly statuses: readonly { readonly certId: CertID; readonly status: IssuedStatus }[]
    readonly nonce: ArrayBuffer | undefined
    readonly nowMs: number
  },
): Buffer {
  const { statuses, nonce, nowMs } = answer
  const tbsResponseData = new ResponseData({
    responderID: new ResponderID({ byKey: new KeyHash(keyHash(root.certificate)) }),
    producedAt: new Date(nowMs),
    responses: statuses.map(
      ({ certId, status }) =>
        new SingleResponse({
          certID: certId,
          certStatus: certStatus(status),
          thisUpdate: new Date(nowMs),
          nextUpdate: new Date(nowMs + ANSWER_LIFE_MS),
        }),
    ),
    ...(nonce === undefined
      ? {}
      : { responseExtensions: [new Extension({ extnID: id_pkix_ocsp_nonce, extnValue: new OctetString(nonce) })] }),
  })
  const data = Buffer.from(AsnConvert.serialize(tbsResponseData))
  const signature = sign('sha256', data, root.keys.privateKey)
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: SIGNATURES[root.type],
    signature: new Uint8Array(signature).buffer,
  })
  return derOf(
    new OCSPResponse({
      responseStatus: OCSPResponseStatus.successful,
      responseBytes: new ResponseBytes({
        responseType: id_pkix_ocsp_basic,
        response: new OctetString(AsnConvert.serialize(basic)),
      }),
    }),
  )
}

/** The answer to what cannot be answered; not signed. */
export function ocspRefusal(kind: 'malformedRequest' | 'unauthorized'): Buffer {
  return derOf(new OCSPResponse({ responseStatus: OCSPResponseStatus[kind] }))
}

function certStatus(status: IssuedStatus): CertStatus {
  switch (status.kind) {
    case 'good':
      return new CertStatus({ good: null })
    case 'unknown':
      return new CertStatus({ unknown: null })
    case 'revoked':
      return new CertStatus({
        revoked: new RevokedInfo({
          revocationTime: new Date(status.atMs),
          revocationReason: new CRLReason(REASONS[status.reason]),
        }),
      })
  }
}

/** RFC 6960 §4.2.1 wants SHA-1 of the key here; it names the responder and proves nothing. */
function keyHash(certificate: x509.X509Certificate): ArrayBuffer {
  const identifier = certificate.getExtension(x509.SubjectKeyIdentifierExtension)
  if (identifier === null) throw new TypeError('our roots carry the identifier of their key')
  return new Uint8Array(Buffer.from(identifier.keyId, 'hex')).buffer
}

function derOf(response: OCSPResponse): Buffer {
  return Buffer.from(AsnConvert.serialize(response))
}
