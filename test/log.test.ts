import { describe, expect, it } from 'vitest'
import { TransientError } from '../src/errors.ts'
import { createLogger } from '../src/log.ts'

function recorder() {
  const lines: string[] = []
  return { lines, target: { write: (line: string) => void lines.push(line) } }
}

describe('createLogger', () => {
  it('writes one JSON object a line, with event and data', () => {
    const { lines, target } = recorder()
    createLogger({ forPeople: false, target }).info('mail-accepted', { mail: 7, uid: 12n })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, event: 'mail-accepted', mail: 7, uid: '12' })
  })

  it('writes words for people', () => {
    const { lines, target } = recorder()
    createLogger({ forPeople: true, target }).warn('imap-connection-ended', { mailbox: 'support' })
    expect(lines.join('')).toContain('imap-connection-ended')
    expect(lines.join('')).toContain('support')
    expect(lines.join('')).not.toContain('{"level"')
  })

  it('keeps secrets and signed links out, however deep', () => {
    const { lines, target } = recorder()
    const login = { user: 'ada', password: 'hunter2', nested: [{ refreshToken: 'r-1', clientSecret: 's-1' }] }
    const link = 'see https://desk.example/l/ab2345672345672345672345672 now'
    createLogger({ forPeople: false, target }).error('x', { login, link, tokens: 3 })
    const text = lines.join('')
    for (const secret of ['hunter2', 'r-1', 's-1', 'ab2345672345672345672345672']) expect(text).not.toContain(secret)
    expect(JSON.parse(text)).toMatchObject({ login: { user: 'ada' }, tokens: 3 })
  })

  it('says an error on one line, with its code', () => {
    const { lines, target } = recorder()
    createLogger({ forPeople: false, target }).error('x', {
      error: new TransientError('files-disk', 'Full.', { detail: 'ENOSPC' }),
    })
    expect(JSON.parse(lines[0] ?? '').error).toBe('files-disk: Full. (ENOSPC)')
  })

  it('bounds what it is given: cycles, long texts, many entries', () => {
    const { lines, target } = recorder()
    const cycle: Record<string, unknown> = { long: 'x'.repeat(100_000) }
    cycle['self'] = cycle
    createLogger({ forPeople: false, target }).info('x', { cycle, many: Array.from({ length: 10_000 }, () => 1) })
    expect(lines[0]?.length).toBeLessThan(12_000)
  })

  it('leaves out what is below its level', () => {
    const { lines, target } = recorder()
    createLogger({ forPeople: false, target, level: 'warn' }).info('x')
    expect(lines).toEqual([])
  })
})
