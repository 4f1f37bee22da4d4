/** One command of a client. */
export interface FtpCommand {
  readonly verb: string
  readonly argument: string
}

/** No command of ours needs as much. */
const LONGEST_LINE_BYTES = 1024

/** Cuts what arrives into command lines, wherever the pieces end. */
export function lineReader(): (piece: Buffer) => readonly FtpCommand[] | 'tooLong' {
  let held = ''
  return (piece) => {
    held += piece.toString('utf8')
    const lines = held.split(/\r?\n/)
    held = lines.pop() ?? ''
    if (held.length > LONGEST_LINE_BYTES || lines.some((line) => line.length > LONGEST_LINE_BYTES)) return 'tooLong'
    return lines.filter((line) => line !== '').map(parseLine)
  }
}

function parseLine(line: string): FtpCommand {
  const [, verb = '', argument = ''] = /^([A-Za-z]{1,12})(?: (.*))?$/.exec(withoutTelnet(line)) ?? []
  return { verb: verb.toUpperCase(), argument: argument.trim() }
}

/** ABOR comes behind Telnet signs (RFC 959 §4.1.3), which are no text. */
function withoutTelnet(line: string): string {
  return line.replace(/^[\uFFFD\u00F0-\u00FF]+/, '')
}
