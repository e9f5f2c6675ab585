import { Tokenizer } from 'htmlparser2'

export interface HtmlEvents {
  /**
   * `attributes` holds only those that were asked for, entities decoded. Names are in lower case. `end` is the index behind the
   * tag, `start` its own.
   */
  open(name: string, attributes: ReadonlyMap<string, string>, end: number, start: number): void
  /** `start` is the index of the tag. */
  close(name: string, start: number): void
  text(text: string): void
}

/** Calls back for each tag and text of HTML, in time that grows like the input whatever it nests. Never throws. */
export function readHtml(html: string, wanted: ReadonlySet<string>, events: HtmlEvents): void {
  let name = ''
  let begun = 0
  let attribute = ''
  let value = ''
  let attributes = new Map<string, string>()
  const opened = (end: number) => {
    if (name !== '') events.open(name, attributes, end + 1, begun)
    name = ''
  }
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase()
        begun = start - 1
        attributes = new Map()
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => events.close(html.slice(start, end).toLowerCase().trim(), start - 2),
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata(start, end) {
        if (wanted.has(attribute)) value += html.slice(start, end)
      },
      onattribentity(codepoint) {
        if (wanted.has(attribute)) value += String.fromCodePoint(codepoint)
      },
      onattribend() {
        if (wanted.has(attribute) && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      ontext: (start, end) => events.text(html.slice(start, end)),
      ontextentity: (codepoint) => events.text(String.fromCodePoint(codepoint)),
      oncdata: (start, end) => events.text(html.slice(start, end)),
      oncomment: () => {},
      ondeclaration: () => {},
      onend: () => {},
      onprocessinginstruction: () => {},
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}
