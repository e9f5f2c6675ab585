import type hoodiecrow from 'hoodiecrow-imap'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImapSetup } from '../../../src/receive/settings.ts'
import { onDisk } from '../../../src/store/file-errors.ts'
import { readLedger } from '../../../src/store/queries/ledger.ts'
import { guichetVersion } from '../../../src/version.ts'
import { startImapServer, type TestImapServer } from '../../support/imap-server.ts'
import { decide, imapSetup, startWatching, type Watched } from '../../support/imap-watch.ts'
import { eventually, type ReceiveBench, rawMail, receiveBench } from '../../support/receive.ts'

// Real waits between attempts, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

let bench: ReceiveBench
let server: TestImapServer
const watched: Watched[] = []

beforeEach(async () => {
  bench = await receiveBench()
  server = await startImapServer()
})
afterEach(async () => {
  for (const { watcher } of watched.splice(0)) await watcher.stop()
  await server.close()
  await bench.remove()
})

async function watch(more: Partial<ImapSetup> = {}): Promise<Watched> {
  const one = await startWatching(bench, imapSetup(server.port, more))
  watched.push(one)
  return one
}

const isRead = async () => (await bench.store.first('SELECT id FROM mailboxes WHERE read_at IS NOT NULL')) !== null
const idle = (one: Watched) => eventually(() => one.watcher.status().connected && isRead())
const journaled = (count: number) =>
  eventually(async () => {
    const mails = await bench.mails()
    return mails.length >= count ? mails : null
  })

describe('reading', () => {
  it('says who it is, and nothing of the library that it speaks with', async () => {
    const said: unknown[] = []
    server.override('ID', (original) => (connection, parsed, data, callback) => {
      said.push(JSON.stringify(parsed.attributes))
      original(connection, parsed, data, callback)
    })
    await idle(await watch())
    expect(said.join()).toContain(`"version"},{"type":"STRING","value":"${guichetVersion()}"}`)
    expect(said.join()).not.toMatch(/imapflow|postal/i)
  })

  it('leaves what was there before the first connection alone, and reads what comes after', async () => {
    server.append(rawMail('old one'))
    server.append(rawMail('old two'))
    const one = await watch()
    await idle(one)
    server.append(rawMail('new'))
    const [mail] = await journaled(1)
    expect(mail).toMatchObject({ message_id: '<new@example.org>', mailbox_id: one.mailbox.mailboxId, source: 'imap' })
    const [ledger] = await readLedger(bench.store)
    expect(ledger).toMatchObject({ total: 3, addsUp: true, counts: { 'before-start': 2, waiting: 1 } })
    expect(server.messages().every((message) => message.flags.length === 0)).toBe(true)
  })

  it('imports what arrived since the day that the settings name', async () => {
    server.append(rawMail('ancient'), 'INBOX', new Date('2020-01-01T12:00:00Z'))
    server.append(rawMail('recent'), 'INBOX', new Date('2026-11-20T12:00:00Z'))
    await idle(await watch({ importSince: Date.parse('2026-11-01T00:00:00Z') }))
    expect(await bench.mails()).toMatchObject([{ message_id: '<recent@example.org>' }])
    expect((await readLedger(bench.store))[0]).toMatchObject({
      addsUp: true,
      counts: { 'before-start': 1, waiting: 1 },
    })
  })

  it('imports them at the next connection where the server refuses to search', async () => {
    server.append(rawMail('recent'), 'INBOX', new Date('2026-11-20T12:00:00Z'))
    let refusals = 0
    server.override('UID SEARCH', (original) => (connection, parsed, data, callback) => {
      if (refusals++ > 0) return original(connection, parsed, data, callback)
      connection.send({ tag: parsed.tag, command: 'NO', attributes: [{ type: 'TEXT', value: 'Not now' }] })
      callback()
    })
    await idle(await watch({ importSince: Date.parse('2026-11-01T00:00:00Z') }))
    expect(await bench.mails()).toMatchObject([{ message_id: '<recent@example.org>' }])
    expect(refusals).toBeGreaterThan(1)
  })

  it('connects again after a cut, and reads what came in between', async () => {
    const one = await watch()
    await idle(one)
    server.append(rawMail('before'))
    await journaled(1)
    server.cut()
    server.append(rawMail('between'))
    await journaled(2)
    await idle(one)
    expect(await bench.sightings()).toHaveLength(2)
  })

  it('waits for a server that is not there yet', async () => {
    const port = server.port
    await server.close()
    const one = await watch()
    await eventually(() => one.watcher.status().failures > 1)
    server = await startImapServer({ port })
    await idle(one)
    server.append(rawMail('finally'))
    await journaled(1)
    expect(one.alarms.standing.size).toBe(0)
  })

  it('finds at its poll what the server did not announce', async () => {
    await idle(await watch({ pollSeconds: 0.1 }))
    server.slip(rawMail('silent'))
    await journaled(1)
  })

  it('takes a UID that is announced twice once', async () => {
    server.changeAnswers('UID SEARCH', (answer) =>
      JSON.stringify(answer).includes('"SEARCH"') ? [answer, answer] : [answer],
    )
    const one = await watch()
    await idle(one)
    server.append(rawMail('x'))
    await journaled(1)
    await idle(one)
    expect(await bench.sightings()).toHaveLength(1)
    expect(await bench.mails()).toHaveLength(1)
  })

  it('calls a mail that went before it was read vanished, and tells', async () => {
    const one = await watch()
    await idle(one)
    server.override('UID FETCH', (original) => (connection, parsed, data, callback) => {
      server.messages().splice(0)
      original(connection, parsed, data, callback)
    })
    server.append(rawMail('gone'))
    await eventually(() => one.alarms.standing.has('mail-vanished:support'))
    expect(await bench.sightings()).toMatchObject([{ state: 'vanished' }])
    expect((await readLedger(bench.store))[0]).toMatchObject({ addsUp: true, counts: { vanished: 1 } })
  })

  it('asks again for a mail that was announced before its body was there', async () => {
    await idle(await watch())
    let fetches = 0
    server.override('UID FETCH', (original) => (connection, parsed, data, callback) => {
      fetches++
      if (fetches > 3) return original(connection, parsed, data, callback)
      connection.send({ tag: parsed.tag, command: 'OK', attributes: [{ type: 'TEXT', value: 'nothing yet' }] })
      callback()
    })
    server.append(rawMail('late body'))
    const [mail] = await journaled(1)
    expect((await bench.files.read(mail?.raw_key ?? '')).toString()).toBe(rawMail('late body'))
    expect(await bench.sightings()).toMatchObject([{ state: 'journaled', fetch_attempts: 1 }])
  })

  it('takes a mail whose announced size is a lie, in the end', async () => {
    await idle(await watch())
    server.changeAnswers('UID FETCH', (answer) => [inflate(answer)])
    server.append(rawMail('lied about'))
    const [mail] = await journaled(1)
    expect((await bench.files.read(mail?.raw_key ?? '')).toString()).toBe(rawMail('lied about'))
    expect(await bench.sightings()).toMatchObject([{ fetch_attempts: 2 }])
  })

  it('refuses a mail that is larger than the desk takes, keeps its head, and files it away', async () => {
    await idle(await watch({ maxSize: 10_000 }))
    server.append(rawMail('large', { body: 'x'.repeat(300_000) }))
    const [mail] = await journaled(1)
    expect(mail).toMatchObject({ status: 'done', category: 'refused', outcome: 'rejected' })
    expect(mail?.size).toBeGreaterThan(300_000)
    await eventually(() => server.uids('Guichet/Refused').length === 1)
  })

  it('does not let a mail that kills the connection delay the others', async () => {
    await idle(await watch())
    server.override('UID FETCH', (original) => (connection, parsed, data, callback) => {
      if (!/UID FETCH 1 /.test(data)) return original(connection, parsed, data, callback)
      connection.socket?.write('* 1 FETCH (UID 1 BODY[]<0> {5000}\r\nFrom: half a ')
      setTimeout(() => connection.socket?.destroy(), 5)
    })
    server.append(rawMail('poison'))
    server.append(rawMail('healthy'))
    const [mail] = await journaled(1)
    expect(mail?.message_id).toBe('<healthy@example.org>')
    await eventually(async () => ((await bench.sightings())[0]?.fetch_attempts ?? 0) >= 2)
    expect((await bench.sightings())[0]?.state).toBe('waiting')
  })

  it('stops at once while it waits', async () => {
    const one = await watch()
    await idle(one)
    await one.watcher.stop()
    await eventually(() => server.connections() === 0)
  })
})

describe('filing away', () => {
  it('moves a mail only once it is decided, into the folder of its category', async () => {
    const one = await watch()
    await idle(one)
    server.append(rawMail('good'))
    server.append(rawMail('bad'))
    const mails = await journaled(2)
    expect(server.uids()).toEqual([1, 2])
    for (const mail of mails)
      await decide(bench, mail.id, mail.message_id === '<bad@example.org>' ? 'parked' : 'accepted')
    one.watcher.ring()
    await eventually(() => server.uids().length === 0)
    expect(server.messages('Guichet/Accepted').map((message) => message.raw)).toEqual([rawMail('good')])
    expect(server.messages('Guichet/Refused').map((message) => message.raw)).toEqual([rawMail('bad')])
    await eventually(async () => (await bench.sightings()).every((seen) => seen.filing === 'done'))
    expect((await bench.sightings()).map((seen) => seen.filed_to)).toEqual(['Guichet/Accepted', 'Guichet/Refused'])
  })

  it('files a second copy of a mail as its first one', async () => {
    const one = await watch()
    await idle(one)
    server.append(rawMail('twice'))
    const [mail] = await journaled(1)
    server.append(rawMail('twice', { headers: ['Received: from elsewhere'] }))
    await eventually(async () => (await bench.sightings()).filter((seen) => seen.state === 'journaled').length === 2)
    await decide(bench, mail?.id ?? 0, 'refused')
    one.watcher.ring()
    await eventually(() => server.uids('Guichet/Refused').length === 2)
    expect((await readLedger(bench.store))[0]).toMatchObject({ addsUp: true, counts: { refused: 1, duplicate: 1 } })
  })

  it('finds the folders that it made again where they stand below the inbox and the server only says NO', async () => {
    await server.close()
    server = await startImapServer({ folders: 'below' })
    const one = await watch()
    await idle(one)
    server.cut()
    server.append(rawMail('after the cut'))
    const [mail] = await journaled(1)
    await decide(bench, mail?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(() => server.uids('INBOX.Guichet.Accepted').length === 1)
    expect(server.uids()).toEqual([])
    expect(one.watcher.status().lastError).not.toContain('already exists')
  })

  it('flags in place where the settings say so', async () => {
    const one = await watch({ after: 'flag' })
    await idle(one)
    server.append(rawMail('x'))
    const [mail] = await journaled(1)
    await decide(bench, mail?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(() => server.messages()[0]?.flags.includes('\\Seen'))
    expect(server.messages()[0]?.flags).toEqual(expect.arrayContaining(['\\Seen', 'Guichet']))
  })

  it('deletes that mail alone where the settings say so', async () => {
    const one = await watch({ after: 'delete' })
    await idle(one)
    const kept = server.append(rawMail('marked by somebody else'))
    server.append(rawMail('ours'))
    const mails = await journaled(2)
    server
      .messages()
      .find(({ uid }) => uid === kept)
      ?.flags.push('\\Deleted')
    await decide(bench, mails.find((mail) => mail.message_id === '<ours@example.org>')?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(() => server.uids().length === 1)
    expect(server.uids()).toEqual([kept])
  })

  it.each(['move', 'delete'] as const)('only flags instead of %s without MOVE and UIDPLUS', async (after) => {
    await server.close()
    server = await startImapServer({ without: ['MOVE', 'UIDPLUS'] })
    const one = await watch({ after })
    await idle(one)
    server.append(rawMail('x'))
    server.append(rawMail('y'))
    const mails = await journaled(2)
    server.messages()[0]?.flags.push('\\Deleted')
    await decide(bench, mails.find((mail) => mail.message_id === '<y@example.org>')?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(() => server.messages()[1]?.flags.includes('\\Seen'))
    await eventually(async () => (await bench.sightings())[1]?.filing === 'done')
    expect(server.uids()).toEqual([1, 2])
    expect(await bench.sightings()).toMatchObject([{ filing: 'pending' }, { filed_to: 'flagged' }])
  })

  it('moves, flags and deletes nothing in listen-only mode, and makes no folder', async () => {
    const one = await watch({ listenOnly: true })
    await idle(one)
    server.append(rawMail('x'))
    const [mail] = await journaled(1)
    await decide(bench, mail?.id ?? 0, 'accepted')
    one.watcher.ring()
    server.append(rawMail('y'))
    await journaled(2)
    expect(server.messages().map((message) => message.flags)).toEqual([[], []])
    expect(server.server.getMailbox('Guichet/Accepted')).toBeUndefined()
    expect((await bench.sightings()).map((seen) => seen.filing)).toEqual(['none', 'none'])
  })

  it('tries a failed move again, and makes neither a second mail nor loses one', async () => {
    const one = await watch()
    await idle(one)
    server.append(rawMail('x'))
    const [mail] = await journaled(1)
    let moves = 0
    server.override('UID MOVE', (original) => (connection, parsed, data, callback) => {
      if (moves++ > 0) return original(connection, parsed, data, callback)
      connection.send({ tag: parsed.tag, command: 'NO', attributes: [{ type: 'TEXT', value: 'not now' }] })
      callback()
    })
    await decide(bench, mail?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(() => server.uids('Guichet/Accepted').length === 1)
    expect(moves).toBe(2)
    await eventually(async () => (await bench.sightings())[0]?.filing === 'done')
    expect(await bench.mails()).toHaveLength(1)
    expect(await bench.sightings()).toMatchObject([{ filing_attempts: 1 }])
  })
})

/** In place of what the server does with a command. */
const refuse = (text: string) => (): hoodiecrow.Handler => (connection, parsed, _data, callback) => {
  connection.send({ tag: parsed.tag, command: 'NO', attributes: [{ type: 'TEXT', value: text }] })
  callback()
}

describe('trouble', () => {
  it('of a full disk leaves the mail where it is, is tried more and more seldom, told, and over once there is room', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    })
    const disk = { full: true }
    const put: typeof bench.files.put = (kind, chunks) =>
      disk.full ? onDisk(() => Promise.reject(full)) : bench.files.put(kind, chunks)
    const one = await startWatching(
      { ...bench, accept: { ...bench.accept, files: { ...bench.files, put } } },
      imapSetup(server.port),
    )
    watched.push(one)
    await idle(one)
    server.append(rawMail('x'))
    await eventually(() => one.alarms.standing.has('mail-not-stored:support'), 40_000)
    expect(one.watcher.status()).toMatchObject({ failures: 5, lastError: expect.stringContaining('ENOSPC') })
    expect(one.alarms.standing.has('mailbox-down:support')).toBe(false)
    expect(await bench.mails()).toEqual([])
    expect(server.messages()).toMatchObject([{ flags: [] }])
    expect(await bench.sightings()).toMatchObject([{ state: 'waiting', fetch_attempts: null }])
    disk.full = false
    await journaled(1)
    await eventually(() => one.alarms.standing.size === 0)
    expect(one.watcher.status().failures).toBe(0)
  })

  it('is told in the words of the server where a folder is full', async () => {
    const one = await watch()
    await idle(one)
    server.append(rawMail('x'))
    const [mail] = await journaled(1)
    server.override('UID MOVE', refuse('[OVERQUOTA] Quota exceeded'))
    await decide(bench, mail?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(async () => (await bench.sightings())[0]?.filing_attempts === 1)
    expect((await bench.sightings())[0]?.filing_error).toMatch(
      /^the server did not move the mail: NO \[OVERQUOTA\] Quota exceeded/,
    )
    expect(server.uids()).toEqual([1])
  })

  it.each([
    ['CREATE', 'CREATE Guichet/Accepted: NO [NOPERM] Not here'],
    ['SELECT', 'SELECT INBOX: NO [NOPERM] Not here'],
  ])('is told in the words of the server where it refuses %s', async (command, detail) => {
    server.override(command, refuse('[NOPERM] Not here'))
    const one = await watch()
    await eventually(() => one.watcher.status().failures > 0)
    expect(one.watcher.status().lastError).toContain(`(${detail})`)
  })

  it('copies nothing away from a folder that may only be read', async () => {
    await server.close()
    server = await startImapServer({ without: ['MOVE'] })
    const examine = server.server.getCommandHandler('EXAMINE')
    if (!examine) throw new Error('no EXAMINE')
    server.override('SELECT', () => examine)
    const one = await watch()
    await idle(one)
    server.append(rawMail('x'))
    const [mail] = await journaled(1)
    await decide(bench, mail?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(async () => (await bench.sightings())[0]?.filing_attempts === 1)
    expect((await bench.sightings())[0]?.filing_error).toBe('the server lets us only read the folder')
    expect(server.uids('Guichet/Accepted')).toEqual([])
  })

  it('refuses to go on in clear text where TLS is asked for', async () => {
    const one = await watch({ tls: 'starttls' })
    await eventually(() => one.watcher.status().failures > 0)
    expect(one.watcher.status()).toMatchObject({ connected: false, lastError: expect.stringMatching(/STARTTLS|TLS/i) })
  })

  it('tells of a refused login, and pauses', async () => {
    const one = await watch({ login: { kind: 'password', password: 'wrong' } })
    await eventually(() => one.alarms.standing.has('mailbox-login-refused:support'))
    const paused = () => bench.store.byId('mailboxes', one.mailbox.mailboxId)
    await eventually(async () => (await paused())?.paused_at)
    expect((await paused())?.paused_reason).toMatch(/^login:/)
  })

  it('keeps one mailbox’s trouble from the others', async () => {
    const broken = await startImapServer()
    broken.override('UID SEARCH', () => () => {})
    const two = await startWatching(bench, imapSetup(broken.port), { key: 'other' })
    watched.push(two)
    const one = await watch()
    await idle(one)
    server.append(rawMail('fine'))
    await journaled(1)
    await broken.close()
  })
})

/** The announced size becomes a large one. */
function inflate(answer: object): object {
  const attributes: unknown = Reflect.get(answer, 'attributes')
  if (!Array.isArray(attributes)) return answer
  return {
    ...answer,
    attributes: attributes.map((part) =>
      Array.isArray(part) ? part.map((entry, place) => inflated(part, entry, place)) : part,
    ),
  }
}

function inflated(part: unknown[], entry: unknown, place: number): unknown {
  return JSON.stringify(part[place - 1] ?? null).includes('RFC822.SIZE') ? 99_999 : entry
}
