import type { Shape } from './shape.ts'

/** What a path of a template stands for. */
export interface Resolved {
  shape: Shape
  /** From the root, `notices[].ticket.tag`. */
  path: string
}

const EACH_DATA = ['index', 'first', 'last']

/** The contexts that `each` and `with` have opened, innermost last. */
export class Scope {
  private readonly frames: Resolved[]

  constructor(root: Shape) {
    this.frames = [{ shape: root, path: '' }]
  }

  within(frame: Resolved, visit: () => void): void {
    this.frames.push(frame)
    visit()
    this.frames.pop()
  }

  /** What `path` is here, or null where there is no such thing. */
  resolve(path: hbs.AST.PathExpression): Resolved | null {
    if (path.data) return this.resolveData(path)
    const frame = this.frames.at(-1 - path.depth)
    return frame ? walk(frame, path.parts) : null
  }

  /** The names that could have been written, for the sentence that mends it. */
  names(): string {
    const shape = this.frames.at(-1)?.shape
    return shape?.kind === 'object' ? [...shape.fields.keys()].join(', ') : '{{this}}'
  }

  private resolveData(path: hbs.AST.PathExpression): Resolved | null {
    const [name = '', ...rest] = path.parts
    const root = this.frames[0]
    if (name === 'root' && root) return walk(root, rest)
    const inEach = this.frames.some((frame) => frame.path.endsWith('[]'))
    return inEach && EACH_DATA.includes(name) ? { shape: { kind: 'value', format: null }, path: `@${name}` } : null
  }
}

function walk(from: Resolved, parts: readonly string[]): Resolved | null {
  let current = from
  for (const part of parts) {
    const next = fieldOf(current.shape, part)
    if (!next) return null
    current = { shape: next, path: current.path ? `${current.path}.${part}` : part }
  }
  return current
}

function fieldOf(shape: Shape, name: string): Shape | null {
  if (shape.kind === 'list' && name === 'length') return { kind: 'value', format: null }
  return shape.kind === 'object' ? (shape.fields.get(name) ?? null) : null
}
