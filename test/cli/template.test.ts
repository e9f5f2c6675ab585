import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkTemplates, previewTemplate } from '../../src/cli/template.ts'

it('template check says that all is well', async () => {
  const lines: string[] = []
  expect(await checkTemplates(undefined, (line) => lines.push(line))).toBe(0)
  expect(lines).toEqual([expect.stringContaining('All templates are sound')])
})

it('template preview shows the subject and the text', async () => {
  const lines: string[] = []
  await previewTemplate('solved', { lang: 'fr' }, (line) => lines.push(line))
  expect(lines.join('\n')).toMatch(/^Subject: Re: \[AIDE #0000042\] .*[\s\S]*Oui, ça marche/)
})

it('template preview writes the HTML to a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-preview-'))
  try {
    await previewTemplate('new', { lang: 'en', out: join(folder, 'new.html') }, () => undefined)
    expect(await readFile(join(folder, 'new.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*Hello Emma,/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('template preview of a mail that does not exist names those that do', async () => {
  await expect(previewTemplate('newe', { lang: 'en' }, () => undefined)).rejects.toThrow(/no mail “newe”.*solved/)
  await expect(previewTemplate('new', { lang: 'de' }, () => undefined)).rejects.toThrow('There are: en, fr')
})
