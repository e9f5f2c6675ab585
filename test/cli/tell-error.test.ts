import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { tellError } from '../../src/cli/tell-error.ts'

const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

it('says in words what is wrong with a file', async () => {
  expect(tellError(await thrown(writeFile('/nowhere/mail.html', '')))).toEqual({
    en: '/nowhere/mail.html: there is no such file.',
    fr: '/nowhere/mail.html : ce fichier n’existe pas.',
  })
  expect(tellError(await thrown(writeFile('/', ''))).en).toBe('/: it is a folder.')
  expect(tellError(await thrown(readFile('/dev/null/x'))).en).toBe('/dev/null/x: part of it is no folder.')
})

it('repeats what the system says of a server', async () => {
  const refused = new Promise((_resolve, reject) => connect(1, '127.0.0.1').on('error', reject))
  expect(tellError(await thrown(refused)).en).toContain('ECONNREFUSED 127.0.0.1:1')
})
