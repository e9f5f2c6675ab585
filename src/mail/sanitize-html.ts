import sanitize from 'sanitize-html'
import { checkHtml } from './html-guard.ts'
import { htmlToText } from './html-to-text.ts'
import { readHtml } from './html-tokens.ts'
import { MAX_HTML_READ_BYTES } from './limits.ts'
import { textAsHtml } from './text-as-html.ts'

export interface SanitizeOptions {
  /** Where the image of a Content-ID is shown from, or null where there is none. Without it `cid:` stays as it is. */
  resolveCid?: (contentId: string) => string | null
}

/**
 * Clean HTML of a stranger's: an allow list of elements and attributes, nothing that loads from elsewhere (an image from
 * the web becomes a link), no script, form or style. HTML too large or too deep for a parser comes out as its text.
 */
export function sanitizeHtml(html: string, options: SanitizeOptions = {}): string {
  if (checkHtml(html) !== 'ok') return textAsHtml(htmlToText(html.slice(0, MAX_HTML_READ_BYTES)))
  const linked = imagesInsideLinks(html)
  let image = 0
  return sanitize(html, {
    ...RULES,
    transformTags: {
      a: (_tag, attributes) => link(attributes),
      area: (_tag, attributes) => link(attributes),
      img: (_tag, attributes) => showImage(attributes, linked.has(image++), options),
    },
  })
}

const RULES: sanitize.IOptions = {
  // Without wbr: Gmail breaks long words with it, also our marks, which are looked for in what is left.
  allowedTags: (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt ' +
    'em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section ' +
    'small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var'
  ).split(' '),
  allowedAttributes: {
    '*': ['dir', 'lang', 'title'],
    a: ['href', 'rel', 'target'],
    blockquote: ['type'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start', 'type'],
    td: ['colspan', 'rowspan', 'align', 'valign'],
    th: ['colspan', 'rowspan', 'align', 'valign'],
    time: ['datetime'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'svg',
    'math',
    'object',
    'template',
    'select',
    'iframe',
  ],
}

type Attributes = sanitize.Attributes

/** Only absolute addresses: a mail has no page that others could be relative to. */
function link(attributes: Attributes): sanitize.Tag {
  const href = (attributes['href'] ?? '').trim()
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(href)) return { tagName: 'span', attribs: {} }
  return { tagName: 'a', attribs: linkAttributes(href) }
}

/** The title shows where a link leads, whatever its text says. */
function linkAttributes(href: string): Attributes {
  return { href, title: href.slice(0, 500), target: '_blank', rel: 'noopener nofollow noreferrer' }
}

function showImage(attributes: Attributes, insideLink: boolean, options: SanitizeOptions): sanitize.Tag {
  const source = (attributes['src'] ?? '').trim()
  const alt = (attributes['alt'] ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 500)
  const shown = localSource(source, options)
  if (shown !== null) return { tagName: 'img', attribs: { src: shown, alt, ...sizeOf(attributes) } }
  if (/^https?:\/\//i.test(source) && !isPixel(attributes)) {
    const text = `[${alt || hostOf(source)}]`
    return insideLink ? { tagName: 'span', attribs: {}, text } : { tagName: 'a', attribs: linkAttributes(source), text }
  }
  return { tagName: 'span', attribs: {}, text: alt === '' ? '' : `[${alt}]` }
}

/** A source that loads nothing from elsewhere, or null. */
function localSource(source: string, { resolveCid }: SanitizeOptions): string | null {
  if (/^cid:/i.test(source)) {
    const id = decodePercent(source.slice(4))
    return resolveCid ? resolveCid(id) : `cid:${id}`
  }
  return /^data:image\/(png|gif|jpe?g|webp);base64,[a-z0-9+/=\s]+$/i.test(source) ? source : null
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Images of a pixel or two only tell that a mail was read. */
function isPixel(attributes: Attributes): boolean {
  return [attributes['width'], attributes['height']].some((size) => /^\s*[012](px)?\s*$/.test(size ?? ''))
}

function sizeOf(attributes: Attributes): Attributes {
  const kept: Attributes = {}
  for (const name of ['width', 'height']) {
    const size = Number.parseInt(attributes[name] ?? '', 10)
    if (size > 0 && size <= 2000) kept[name] = `${size}`
  }
  return kept
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#\s]{1,100})/i.exec(url)?.[1] ?? 'image'
}

/** Links do not nest: an image inside one shows its text only. Counted by place, as the sanitiser meets them. */
function imagesInsideLinks(html: string): ReadonlySet<number> {
  const found = new Set<number>()
  let images = 0
  let links = 0
  readHtml(html, new Set(), {
    open(name) {
      if (name === 'a') links++
      else if (name === 'img') {
        if (links > 0) found.add(images)
        images++
      }
    },
    close(name) {
      if (name === 'a') links = Math.max(0, links - 1)
    },
    text() {},
  })
  return found
}
