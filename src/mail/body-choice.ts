import { isMultipart, type Part } from './part.ts'

export interface BodyChoice {
  /** Parts that make the text, in reading order: text/plain, and text/html where there is no text. */
  text: Part[]
  /** Parts that make the HTML, in reading order: text/html, and text/plain where there is no HTML. */
  html: Part[]
}

/** True for a part whose text is what the person wrote; decided from its header alone (RFC 8621 section 4.1.4). */
export function isBodyPart(part: Part): boolean {
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false
  if (part.disposition === 'attachment') return false
  if (!part.parent || part.index === 0) return true
  // A named text that is not the first part is a file; in multipart/related only the first part is the body.
  return part.parent.type !== 'multipart/related' && part.filename === ''
}

/** Chooses among the text parts of a mail as RFC 8621 section 4.1.4 suggests, without ever leaving one out. */
export function chooseBodies(root: Part): BodyChoice {
  const choice: BodyChoice = { text: [], html: [] }
  collect(root, choice)
  const chosen = new Set([...choice.text, ...choice.html])
  for (const part of leaves(root)) {
    if (part.content && isBodyPart(part) && part.content.stored === null && !chosen.has(part)) choice.text.push(part)
  }
  return choice
}

/** Every leaf of the tree, in the order of the mail. */
export function leaves(root: Part): Part[] {
  const found: Part[] = []
  const open: Part[] = [root]
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.children.length === 0) found.push(part)
    else open.push(...part.children.toReversed())
  }
  return found
}

interface Frame {
  part: Part
  next: number
  text: boolean
  html: boolean
  inAlternative: boolean
  textBefore: number
  htmlBefore: number
}

/** Depth first with a stack of its own: a sender chooses the depth. */
function collect(root: Part, choice: BodyChoice): void {
  if (root.children.length === 0) {
    if (isBodyPart(root) || isMultipart(root)) addEverywhere(root, choice)
    return
  }
  const stack = [open(root, { text: true, html: true, inAlternative: false }, choice)]
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const child = frame.part.children[frame.next++]
    if (!child) {
      fillMissing(frame, choice)
      stack.pop()
    } else if (child.children.length > 0) stack.push(open(child, frame, choice))
    else if (isBodyPart(child) || isMultipart(child)) addLeaf(child, frame, choice)
  }
}

function open(part: Part, above: Pick<Frame, 'text' | 'html' | 'inAlternative'>, choice: BodyChoice): Frame {
  return {
    part,
    next: 0,
    text: above.text,
    html: above.html,
    inAlternative: above.inAlternative || part.type === 'multipart/alternative',
    textBefore: choice.text.length,
    htmlBefore: choice.html.length,
  }
}

function addLeaf(part: Part, frame: Frame, choice: BodyChoice): void {
  const isHtml = part.type === 'text/html'
  if (frame.part.type === 'multipart/alternative') {
    if (isHtml) choice.html.push(part)
    else choice.text.push(part)
    return
  }
  if (frame.inAlternative) {
    if (isHtml) frame.text = false
    else frame.html = false
  }
  if (frame.text) choice.text.push(part)
  if (frame.html) choice.html.push(part)
}

/** An alternative that offers only one form serves for both. */
function fillMissing(frame: Frame, choice: BodyChoice): void {
  if (frame.part.type !== 'multipart/alternative' || !frame.text || !frame.html) return
  const text = choice.text.slice(frame.textBefore)
  const html = choice.html.slice(frame.htmlBefore)
  if (text.length === 0) choice.text.push(...html)
  else if (html.length === 0) choice.html.push(...text)
}

function addEverywhere(part: Part, choice: BodyChoice): void {
  choice.text.push(part)
  choice.html.push(part)
}
