import { CommandBody } from '../../../packages/server/src/contract/index.ts'

export const commandKinds: ReadonlySet<string> = new Set(CommandBody.options.map((option) => option.shape.kind.value))
