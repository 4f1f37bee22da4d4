import type { SiteProblem } from './problem.ts'
import type { SiteNode } from './site.ts'

/** A node with its way up: itself first, the grid connection last. */
export type PathToRoot = readonly SiteNode[]

/** The way up from every node, by node id; or why the nodes are no tree. */
export function pathsToRoot(nodes: readonly SiteNode[]): {
  readonly paths: ReadonlyMap<string, PathToRoot>
  readonly problems: readonly SiteProblem[]
} {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const problems: SiteProblem[] = [...rootProblems(nodes)]
  const paths = new Map<string, PathToRoot>()
  const inCycle = new Set<string>()
  for (const node of nodes) {
    const path: SiteNode[] = []
    const seen = new Set<string>()
    let at: SiteNode | undefined = node
    while (at !== undefined && !seen.has(at.id)) {
      seen.add(at.id)
      path.push(at)
      at = at.parentId === undefined ? undefined : byId.get(at.parentId)
    }
    if (at === undefined) paths.set(node.id, path)
    else if (at.id === node.id) inCycle.add(node.id)
    if (node.parentId !== undefined && !byId.has(node.parentId)) {
      problems.push({ kind: 'unknown-node', of: 'node', id: node.id, nodeId: node.parentId })
    }
  }
  if (inCycle.size > 0) problems.push({ kind: 'cycle', nodeIds: [...inCycle] })
  return { paths, problems }
}

function rootProblems(nodes: readonly SiteNode[]): readonly SiteProblem[] {
  const roots = nodes.filter((node) => node.parentId === undefined)
  if (roots.length === 0) return [{ kind: 'no-root' }]
  return roots.length === 1 ? [] : [{ kind: 'several-roots', nodeIds: roots.map((root) => root.id) }]
}
