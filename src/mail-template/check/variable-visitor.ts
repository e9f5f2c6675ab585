import Handlebars from 'handlebars'
import { isLabelKey, labelParameters } from '../../i18n/translate.ts'
import { BLOCKS } from '../expressions.ts'
import { INCLUDE_DEPTH } from '../limits.ts'
import type { TemplateProblem } from '../problem.ts'
import { type ParameterRule, rulesOf } from './expression-rules.ts'
import { type Fault, faults, type Part } from './faults.ts'
import { printFault } from './print-fault.ts'
import { type Resolved, Scope } from './scope.ts'
import type { Shape } from './shape.ts'

/** A parsed template, and where its lines came from. */
export interface ParsedPart {
  program: hbs.AST.Program
  placeOf: (line: number) => { file: string; line: number }
}

export interface VisitorOptions {
  part: Part
  root: Shape
  /** Parses `{{> name}}`; null where there is none. Its own problems are reported elsewhere. */
  partial: (name: string) => ParsedPart | null
}

/** What `{{name …}}`, `(name …)` and `{{#name …}}` have in common. */
type Call = Pick<hbs.AST.SubExpression, 'path' | 'params' | 'hash' | 'loc' | 'type'>

/**
 * Walks a template with the shape of its data in hand. Handlebars itself would print nothing for an unknown name, and
 * with its strict mode still takes one in `{{#if}}` for false.
 */
export class VariableVisitor extends Handlebars.Visitor {
  readonly problems: TemplateProblem[] = []
  /** Paths from the root that the template prints or asks for. */
  readonly used = new Set<string>()
  private readonly options: VisitorOptions
  private readonly scope: Scope
  private readonly parts: ParsedPart[] = []
  private before = ''

  constructor(options: VisitorOptions) {
    super()
    this.options = options
    this.scope = new Scope(options.root)
  }

  visit(part: ParsedPart): void {
    this.parts.push(part)
    this.accept(part.program)
    this.parts.pop()
  }

  override ContentStatement(content: hbs.AST.ContentStatement): void {
    this.before = content.value
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    const { path, escaped } = mustache
    if (!isPath(path)) this.tell(mustache, faults.fixedValue)
    else if (isCall(mustache, path)) {
      if (this.options.part === 'html' && !escaped) this.tell(mustache, faults.notEscaped(path.original))
      this.visitCall({ ...mustache, type: 'SubExpression', path })
    } else this.visitVariable(path, escaped)
    this.before = ''
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.visitCall(expression)
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.before = ''
    const name = block.path.original
    const [parameter] = block.params
    if (!BLOCKS.some((known) => known === name) || block.params.length !== (name === 'quote' ? 0 : 1))
      this.tell(block, faults.noBlock(name, BLOCKS))
    else if (parameter && (name === 'each' || name === 'with')) this.visitOpening(block, name, parameter)
    else {
      if (parameter) this.visitParameter(parameter)
      this.visitBranch(block.program)
    }
    this.visitBranch(block.inverse)
    this.before = ''
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const name = isPath(partial.name) ? partial.name.original : ''
    const parsed = this.options.part === 'html' ? null : this.options.partial(name)
    const wrong = this.partialFault(partial, name, parsed)
    if (wrong) this.tell(partial, wrong)
    else if (parsed) this.visit(parsed)
  }

  override PartialBlockStatement(block: hbs.AST.PartialBlockStatement): void {
    this.tell(block, faults.partialWithBlock)
  }

  override DecoratorBlock(block: hbs.AST.DecoratorBlock): void {
    this.tell(block, faults.inlinePartial)
  }

  override Decorator(decorator: hbs.AST.Decorator): void {
    this.tell(decorator, faults.decorator)
  }

  private visitVariable(path: hbs.AST.PathExpression, escaped: boolean): void {
    const shape = this.find(path)?.shape
    if (!shape) return
    const { part } = this.options
    this.tell(path, printFault({ name: path.original, shape, escaped, part, before: this.before }))
  }

  private visitCall(call: Call): void {
    const name = call.path.original
    const rules = rulesOf(name)
    if (!rules) this.tell(call, faults.noExpression(name))
    else if (call.params.length !== rules.length)
      this.tell(call, faults.parameters(name, rules.length, call.params.length))
    else for (const [index, rule] of rules.entries()) this.visitParameter(call.params[index], rule)
    for (const pair of call.hash?.pairs ?? []) this.visitParameter(pair.value, { kind: 'value', format: null })
    this.tell(call, namesFault(call))
  }

  /** Without a rule, anything that is there will do. */
  private visitParameter(parameter: hbs.AST.Expression | undefined, rule?: ParameterRule): void {
    if (!parameter) return
    if (rule?.kind === 'word') {
      if (!isString(parameter) || !rule.allowed(parameter.value)) this.tell(parameter, faults.shouldBe(rule.what))
    } else if (isSubExpression(parameter)) this.visitCall(parameter)
    else if (isPath(parameter)) {
      const found = this.find(parameter)
      if (found && rule) this.tell(parameter, valueFault(parameter.original, found.shape, rule.format))
    }
  }

  private visitOpening(block: hbs.AST.BlockStatement, name: 'each' | 'with', parameter: hbs.AST.Expression): void {
    const found = isPath(parameter) ? this.find(parameter) : null
    const opened = found && openedBy(name, found)
    if (opened) this.scope.within(opened, () => this.visitBranch(block.program))
    else if (found) this.tell(block, faults.blockDoesNotFit(name, found.path))
  }

  /** Handlebars leaves `program` and `inverse` out where there is none, whatever its types say. */
  private visitBranch(program: hbs.AST.Program | undefined): void {
    if (program) this.accept(program)
  }

  private partialFault(partial: hbs.AST.PartialStatement, name: string, parsed: ParsedPart | null): Fault | null {
    if (this.options.part === 'html') return faults.partialInHtml(name)
    if (partial.params.length > 0 || partial.hash) return faults.partialWithParameters(name)
    if (!parsed) return faults.noPartial(name)
    return this.parts.length <= INCLUDE_DEPTH ? null : faults.tooDeep(name)
  }

  private find(path: hbs.AST.PathExpression): Resolved | null {
    const found = this.scope.resolve(path)
    if (found) this.used.add(found.path)
    else this.tell(path, faults.unknownName(path.original, this.scope.names()))
    return found
  }

  private tell(node: Pick<hbs.AST.Node, 'loc'>, found: Fault | null): void {
    const place = this.parts.at(-1)?.placeOf(node.loc.start.line) ?? { file: '', line: 0 }
    if (found) this.problems.push({ ...place, ...found })
  }
}

function openedBy(name: 'each' | 'with', found: Resolved): Resolved | null {
  if (name === 'each' && found.shape.kind === 'list') return { shape: found.shape.item, path: `${found.path}[]` }
  return name === 'with' && found.shape.kind === 'object' ? found : null
}

function valueFault(name: string, shape: Shape, format: string | null): Fault | null {
  if (shape.kind !== 'value') return faults.hasParts(name, { en: 'Name one', fr: 'Nommez-en une' })
  return format && shape.format !== format ? faults.otherFormat(name, format) : null
}

/** `{{t 'history.wrote' author=author at=(moment at)}}`: each name that the label needs, and no other. */
function namesFault(call: Call): Fault | null {
  const [key] = call.params
  const needed = call.path.original === 't' && isString(key) && isLabelKey(key.value) ? labelParameters(key.value) : []
  const given = (call.hash?.pairs ?? []).map((pair) => pair.key)
  if (needed.toSorted().join() === given.toSorted().join()) return null
  return faults.names(call.path.original, needed)
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression'
}

function isString(node: hbs.AST.Node | undefined): node is hbs.AST.StringLiteral {
  return node?.type === 'StringLiteral'
}

function isSubExpression(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === 'SubExpression'
}

/** `{{marker}}` is a call as well as `{{day at}}`. */
function isCall(mustache: hbs.AST.MustacheStatement, path: hbs.AST.PathExpression): boolean {
  const simple = !path.data && path.depth === 0 && path.parts.length === 1
  return mustache.params.length > 0 || mustache.hash !== undefined || (simple && rulesOf(path.original) !== null)
}
