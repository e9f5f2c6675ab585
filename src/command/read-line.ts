import type { CommandRule } from './grammar.ts'
import { matchWord } from './match-word.ts'

/** What a line is: `text`, an order, or something that looks like one and is not. */
export type LineReading =
  | { kind: 'text' }
  /** `words` are those of the answer that stood behind the order. */
  | { kind: 'order'; rule: CommandRule; argument: string; words: string }
  | { kind: 'lookalike'; suggestion: string | null; isNear: boolean }

/** Longer arguments are no name of a type, but the answer, written on the line of the order or flowed onto it. */
const longestName = 60
const mostWordsOfName = 5

/**
 * A slash, a word, then nothing or white space: no second slash in the word, so paths and addresses are text.
 * U+FF0F is the slash of Japanese keyboards. Punctuation may follow, since phones add it.
 */
const shape = /^[/／](\p{L}[\p{L}\p{M}\p{N}_-]*)[.,;:!?…]*(?:$|\s+(.*)$)/u

/** Bold and italics, as Gmail writes them into the text of a mail: asterisks around. They are how an order looks, not what it says. */
const emphasised = /^([*_]{1,3})([/／][^*_]{1,80}?)\1/

/** An order that a client took for a link: `/private<http://private>`. The address is the client’s. */
const linked = /^([^<>\s]{1,45})\s{0,3}<[a-z][a-z0-9+.-]{0,20}:[^<>\s]{1,1000}>/iu

/** `/ private`, `\private`, `- /privé`, `1. /privé`, `“/private”`: one word of ours alone on its line, with a slash that stands wrong. */
const decorated = /^(?:\d{1,2}[.)])?[^\p{L}\p{N}>]{0,6}[/／\\][^\p{L}\p{N}>]{0,4}(\p{L}{1,40})[^\p{L}\p{N}]{0,6}$/u

/** Zero-width and direction marks that clients leave in; they are no white space to `\s`. */
const invisible = /[\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\u00ad]/g

/** The first directories of Unix, which people write about and which are no misspelt commands. */
const directories = new Set(
  'bin boot dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var volumes users library'.split(' '),
)

export function readLine(line: string): LineReading {
  const plain = line.replaceAll(invisible, '').trim().replace(emphasised, '$2').replace(linked, '$1')
  const found = shape.exec(plain)
  const word = found?.[1]
  if (word === undefined) return readDecorated(plain)
  const match = matchWord(word)
  if ('rule' in match) return readOrder(match.rule, found?.[2] ?? '')
  if (match.nearest !== null) return { kind: 'lookalike', suggestion: `/${match.nearest}`, isNear: true }
  if (word.length < 2 || directories.has(word.toLowerCase())) return { kind: 'text' }
  return { kind: 'lookalike', suggestion: null, isNear: false }
}

/** Whoever meant to keep a note quiet must not see it published: where a slash stands wrong, no other order is as hard to take back. */
function readDecorated(line: string): LineReading {
  const match = matchWord(decorated.exec(line)?.[1] ?? '')
  return 'rule' in match && match.rule.name === 'private'
    ? { kind: 'lookalike', suggestion: `/${match.rule.words[0]}`, isNear: true }
    : { kind: 'text' }
}

function readOrder(rule: CommandRule, rest: string): LineReading {
  const argument = cleanArgument(rest)
  if (rule.argument === 'none' && argument !== '')
    return { kind: 'lookalike', suggestion: `/${rule.words[0]}`, isNear: true }
  if (rule.argument === 'text' || (rule.argument === 'name' && !isName(argument)))
    return { kind: 'order', rule, argument: '', words: rest.trim().replace(/^[.,;:!?…]+\s*/, '') }
  return { kind: 'order', rule, argument, words: '' }
}

/** `Mise à jour du logiciel` is a name; `I restarted the server. It works` is what the writer has to say. */
function isName(argument: string): boolean {
  return argument.length <= longestName && argument.split(' ').length <= mostWordsOfName && !/[.!?] /.test(argument)
}

/** `: réseau.` → `réseau`. Space of any width is one space. */
function cleanArgument(rest: string): string {
  const words = rest.replaceAll(/\s+/g, ' ').replace(/^[.,;:!?…= ]+/, '')
  let end = words.length
  while (end > 0 && '.,;:!?… '.includes(words.charAt(end - 1))) end -= 1
  return words.slice(0, end)
}
