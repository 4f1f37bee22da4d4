import type { CallInput } from '@stationmaster/server/contract'
import { ApiError, call } from '../app/api.ts'

export type ImageFacts = CallInput<'createFirmware'>['body']

/**
 * Announces an image, then sends its content through the one-time link. `onProgress` gets parts of one. Throws ApiError
 * for a refusal, TypeError when the server cannot be reached.
 */
export async function uploadImage(facts: ImageFacts, content: Blob, onProgress: (part: number) => void): Promise<void> {
  const { file, uploadUrl } = await call('createFirmware', { body: facts })
  try {
    // The link names the address that stations use; this page reaches the same server at its own.
    await put(new URL(uploadUrl, location.href).pathname, content, onProgress)
  } catch (error) {
    await call('deleteFile', { params: { id: file.id } }).catch(() => undefined)
    throw error
  }
}

function put(path: string, content: Blob, onProgress: (part: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    // Fetch cannot tell how much of a body has been sent.
    const request = new XMLHttpRequest()
    request.open('PUT', path)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(new TypeError('The upload broke off'))
    request.onload = () => {
      if (request.status < 300) resolve()
      else reject(refusalOf(request))
    }
    request.send(content)
  })
}

function refusalOf({ responseText, status, statusText }: XMLHttpRequest): ApiError {
  const plain = { type: 'about:blank', title: statusText || 'Unexpected answer', status, code: 'unexpectedAnswer' }
  try {
    const told: unknown = JSON.parse(responseText)
    return new ApiError(typeof told === 'object' && told !== null ? { ...plain, ...told } : plain)
  } catch {
    return new ApiError(plain)
  }
}
