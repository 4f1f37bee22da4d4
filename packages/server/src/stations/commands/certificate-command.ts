import type { CertificateCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'

type Body = Extract<z.output<typeof CommandBody>, { kind: CertificateCommand['kind'] }>

/** The API's commands about certificates as neutral ones. */
export function certificateCommand(body: Body): CertificateCommand {
  switch (body.kind) {
    case 'installCertificate':
    case 'sendCertificate':
      return body
    case 'deleteCertificate': {
      const { kind, hashData, type } = body
      return { kind, hashData, ...(type === undefined ? {} : { type }) }
    }
    case 'getInstalledCertificates':
      return { kind: body.kind, ...(body.types === undefined ? {} : { types: body.types }) }
  }
}
