import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkTemplates, previewTemplate } from '../../src/cli/template.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

it('template check says that all is well', async () => {
  const lines: string[] = []
  expect(await checkTemplates({ language: 'fr' }, (line) => lines.push(line))).toBe(0)
  expect(lines).toEqual([expect.stringMatching(/^Tous les modèles sont corrects : \d+ messages \(en, fr\)\.$/)])
})

it('template preview shows the subject and the text', async () => {
  const lines: string[] = []
  await previewTemplate('solved', { language: 'fr' }, (line) => lines.push(line))
  expect(lines.join('\n')).toMatch(/^Objet : Re: \[AIDE #0000042\] .*[\s\S]*Oui, ça marche/)
})

it('template preview writes the HTML to a file', async () => {
  const out = join(folder.path, 'new.html')
  expect(await previewTemplate('new', { language: 'en', out }, () => undefined)).toBe(0)
  expect(await readFile(out, 'utf8')).toMatch(/^<!doctype html>[\s\S]*Hello Emma,/)
})

it('template preview of a mail that does not exist names those that do', async () => {
  await expect(previewTemplate('newe', { language: 'fr' }, () => undefined)).rejects.toMatchObject({
    message: expect.stringMatching(/no mail “newe”.*solved/),
    french: expect.stringMatching(/pas de message « newe ».*solved/),
  })
})

it('says in French what is wrong with a template, and shows no mail that is made from it', async () => {
  await mkdir(join(folder.path, 'solved'))
  const file = await folder.write('solved/fr.subject.hbs', 'Résolu !')
  await folder.write('solved/fr.txt.hbs', '{{#if history}}')
  const options = { language: 'fr', overrides: folder.path } as const
  const previewed: string[] = []
  expect(await previewTemplate('solved', options, (line) => previewed.push(line))).toBe(1)
  expect(previewed.slice(0, 2)).toEqual([
    `${file}: ce message fait partie d’une conversation, et un autre objet l’en arracherait dans Gmail et Outlook. Retirez le fichier.`,
    expect.stringMatching(
      /solved\/fr\.txt\.hbs:1: Handlebars refuse ce modèle en disant : « Parse error .*»\. Corrigez les accolades\.$/,
    ),
  ])
})
