import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TemplateProblem } from '../../src/mail-template/problem.ts'
import { isMailEvent } from '../../src/mail-template/registry.ts'
import { createTemplates } from '../../src/mail-template/render.ts'
import { sampleOf } from '../../src/mail-template/samples/sample-of.ts'
import { shippedTemplates } from '../../src/mail-template/template-files.ts'

let overrides = ''
beforeEach(async () => {
  overrides = await mkdtemp(join(tmpdir(), 'guichet-templates-'))
})
afterEach(() => rm(overrides, { recursive: true }))

async function override(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(overrides, name)), { recursive: true })
  await writeFile(join(overrides, name), text)
}

async function findProblems(name: string, text: string): Promise<TemplateProblem[]> {
  await override(name, text)
  const event = name.split('/')[0] ?? ''
  return createTemplates({ folder: shippedTemplates, overridesFolder: overrides }).check(
    isMailEvent(event) ? event : undefined,
  )
}

/** The same, with what is wrong in English. */
async function problemsOf(name: string, text: string) {
  const problems = await findProblems(name, text)
  for (const problem of problems) expectFrench(problem)
  return problems.map(({ file, line, what }) => ({ file, line, what: what.en }))
}

/** What is wrong and how to mend it in French too: no word of English is left but in quotation marks, which is what a library says. */
function expectFrench({ what, mend }: TemplateProblem): void {
  expect(what.fr).not.toBe(what.en)
  expect(mend.fr).not.toBe(mend.en)
  const said = `${what.fr}. ${mend.fr}.`.replaceAll(/« .* »|\{\{.*\}\}|<[^>]*>/g, '')
  expect(said).not.toMatch(/\b(?:the|is|are|not|there|this|would|Use|Mend|Add|Write|Remove)\b/)
}

const words = '<mj-include path="partials/words.mjml.hbs" />\n'

describe('a faulty HTML part', () => {
  it.each([
    ['an unknown variable', '<mj-text>\n{{author.dispalyName}}</mj-text>', 3, 'there is no author.dispalyName here'],
    ['an unknown variable in a condition', '<mj-text>{{#if nope}}x{{/if}}</mj-text>', 2, 'there is no nope here'],
    [
      'one of the wrong place in a list',
      '<mj-text>{{#each history}}{{person.name}}{{/each}}</mj-text>',
      2,
      'there is no person.name here',
    ],
    ['a private field', '<mj-text>{{#each history}}{{private}}{{/each}}</mj-text>', 2, 'there is no private here'],
    ['a block that MJML drops', '{{#if history}}\n<mj-text>a</mj-text>\n{{/if}}', 2, '{{#if history}} got lost'],
    ['a variable that MJML drops', '{{desk.name}}', 2, '{{desk.name}} got lost'],
    ['text that would not be escaped', '<mj-text>{{{ticket.title}}}</mj-text>', 2, 'ticket.title would not be escaped'],
    [
      'text that would not be escaped, by an ampersand',
      '<mj-text>{{&ticket.title}}</mj-text>',
      2,
      'ticket.title would not be escaped',
    ],
    ['HTML that would be shown as text', '<mj-text>{{body.html}}</mj-text>', 2, 'the tags of body.html'],
    ['an unclosed tag', '<mj-text><p>\n<b>hello</p></mj-text>', 3, '<b> is not closed'],
    ['a tag that closes nothing', '<mj-text>hello</p></mj-text>', 2, '</p> closes nothing'],
    ['a script link', '<mj-text><a href="javascript:alert(1)">x</a></mj-text>', 2, 'the link “javascript:alert(1)”'],
    ['a data link', '<mj-text><a href=" data:text/html,x">x</a></mj-text>', 2, 'the link “data:text/html,x”'],
    [
      'a link from people’s words',
      '<mj-text><a href="{{ticket.title}}">x</a></mj-text>',
      2,
      'ticket.title is not a link',
    ],
    [
      'a remote picture',
      '<mj-image src="https://example.org/pixel.gif" />',
      2,
      'a picture, font, style sheet or script',
    ],
    ['an event handler', '<mj-text><p onclick="x()">x</p></mj-text>', 2, 'a picture, font, style sheet or script'],
    ['an unknown MJML tag', '<mj-txt>hello</mj-txt>', 2, 'mj-txt'],
    ['an unknown MJML attribute', '<mj-text colour="red">hello</mj-text>', 2, 'colour'],
    [
      'an include that is not there',
      '<mj-include path="partials/nope.mjml.hbs" />',
      2,
      'partials/nope.mjml.hbs is missing',
    ],
    ['an include from outside', '<mj-include path="../../../etc/passwd" />', 2, 'passwd is missing'],
    ['a broken tag', '<mj-text>{{#if history}}</mj-text>', 2, 'Parse error'],
    ['an unknown expression', '<mj-text>{{shout ticket.title}}</mj-text>', 2, 'there is no expression shout'],
    ['an unknown block', '<mj-text>{{#ticket}}{{title}}{{/ticket}}</mj-text>', 2, '{{#ticket}} is no block'],
    ['an unknown label', "<mj-text>{{t 'files.haeding'}}</mj-text>", 2, 'the key of a label'],
    ['a label without its parameters', "<mj-text>{{t 'history.wrote'}}</mj-text>", 2, 'needs the names: author, at'],
    ['a date that is none', '<mj-text>{{day ticket.title}}</mj-text>', 2, 'ticket.title is not a date-time'],
    ['an object where a text should be', '<mj-text>{{ticket}}</mj-text>', 2, 'ticket has several parts'],
    ['a walk up the prototype', '<mj-text>{{ticket.constructor}}</mj-text>', 2, 'there is no ticket.constructor here'],
    ['an inline partial', '<mj-text>{{#*inline "x"}}y{{/inline}}</mj-text>', 2, 'an inline partial'],
  ])('%s is found, with its line', async (_, mjml, line, what) => {
    const problems = await problemsOf('followup/en.mjml.hbs', words + mjml)
    const file = join(overrides, 'followup/en.mjml.hbs')
    expect(problems).toContainEqual(expect.objectContaining({ file, line, what: expect.stringContaining(what) }))
  })

  it('is refused at send time as well, with the reason', async () => {
    await override('followup/en.mjml.hbs', '<mj-text>{{nope}}</mj-text>')
    const templates = createTemplates({ folder: shippedTemplates, overridesFolder: overrides })
    const sent = templates.render('followup', 'en', sampleOf('followup', 'en'))
    await expect(sent).rejects.toMatchObject({ code: 'template-broken', detail: expect.stringContaining('nope') })
  })

  it('works again once it is mended, without a restart', async () => {
    await override('followup/en.mjml.hbs', '<mj-text>{{nope}}</mj-text>')
    const templates = createTemplates({ folder: shippedTemplates, overridesFolder: overrides })
    await expect(templates.preview('followup', 'en')).rejects.toThrow()
    await override('followup/en.mjml.hbs', `${words}<mj-text>Bye, {{person.name}}</mj-text>`)
    expect((await templates.preview('followup', 'en')).html).toContain('Bye, Emma')
  })
})

describe('a faulty text part or subject', () => {
  it.each([
    ['an unknown variable', '{{body.text}}{{#if attachments}}{{/if}}\n{{nope}}', 2, 'there is no nope here'],
    ['HTML', '{{body.html}}', 1, 'body.html is HTML'],
    ['an unknown partial', '{{> nope}}', 1, 'there is no partial nope'],
    ['a block that is not closed', '{{#if history}}', 1, 'Parse error'],
  ])('%s is found, with its line', async (_, text, line, what) => {
    const problems = await problemsOf('followup/en.txt.hbs', text)
    const file = join(overrides, 'followup/en.txt.hbs')
    expect(problems).toContainEqual(expect.objectContaining({ file, line, what: expect.stringContaining(what) }))
  })

  it('a partial that includes itself is found', async () => {
    await override('partials/files.txt.hbs', '{{> files}}')
    const problems = await createTemplates({ folder: shippedTemplates, overridesFolder: overrides }).check('new')
    expect(problems[0]).toMatchObject({ line: 1, what: { en: expect.stringContaining('files includes itself') } })
  })

  it('an unknown variable in a subject is found', async () => {
    const problems = await problemsOf('rejected-mail/fr.subject.hbs', 'Refus de {{nope}}')
    expect(problems[0]).toMatchObject({ line: 1, what: 'there is no nope here' })
  })

  it('a subject that would tear a mail out of its thread is refused', async () => {
    const problems = await problemsOf('solved/en.subject.hbs', 'Solved!')
    expect(problems[0]?.what).toContain('another subject would tear it out')
  })
})

describe('the folder as a whole', () => {
  it('a mail without the links that it is for is found', async () => {
    const problems = await problemsOf('solved/en.txt.hbs', '{{body.text}}')
    expect(problems.map((problem) => problem.what)).toContain('links.approveMailto is not used')
  })

  it('an override that no mail is made from is found', async () => {
    const problems = await problemsOf('solvd/en.txt.hbs', 'x')
    expect(problems).toEqual([
      expect.objectContaining({ file: 'solvd/en.txt.hbs', what: 'no mail is made from this file' }),
    ])
  })

  it('an overrides folder that is not there is named', async () => {
    const templates = createTemplates({ folder: shippedTemplates, overridesFolder: join(overrides, 'nope') })
    await expect(templates.check('new')).rejects.toMatchObject({
      code: 'template-folder',
      message: expect.stringContaining(join(overrides, 'nope')),
    })
  })

  it('a missing language or part is found', async () => {
    const problems = await createTemplates({ folder: overrides }).check()
    const files = problems.filter((problem) => problem.what.en.includes('is missing')).map((problem) => problem.file)
    expect(files).toContain('new/fr.txt.hbs')
    expect(files).toContain('rejected-mail/en.subject.hbs')
    expect(files).toContain('layouts/ticket.mjml.hbs')
  })

  it('a good override stands for the shipped file, in one language only', async () => {
    await override('followup/fr.txt.hbs', 'Salut {{person.name}} !\n{{> words}}')
    const templates = createTemplates({ folder: shippedTemplates, overridesFolder: overrides })
    expect(await templates.check('followup')).toEqual([])
    expect((await templates.preview('followup', 'fr')).text).toMatch(/^Salut Camille !/)
    expect((await templates.preview('followup', 'en')).text).toMatch(/^Hello Emma,/)
  })
})
