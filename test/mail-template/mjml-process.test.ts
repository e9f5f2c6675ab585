import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

it('ends in silence where whoever asked has gone', async () => {
  const module = new URL('../../src/mail-template/mjml-process.ts', import.meta.url)
  const child = fork(module, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += String(chunk)
  })
  await new Promise((resolve) => child.send({ id: 1, mjml: '<mjml><mj-body></mj-body></mjml>' }, resolve))
  child.disconnect()
  const [code] = await once(child, 'exit')
  expect(said).toBe('')
  expect(code).toBe(0)
})
