import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eraseByHand } from '../../src/cli/person-erase.ts'
import { exportPerson } from '../../src/cli/person-export.ts'
import { showTicket } from '../../src/cli/ticket-show.ts'
import type { ResolvedDatabase } from '../../src/settings/resolved.ts'
import { schema } from '../../src/store/schema.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { draftMail } from '../support/desk.ts'

/** As her program writes it: with capitals, which are no part of what an address is known by. */
const zoe = 'Zoé Quillfeather <Zoe.Q@lab.example>'
const marc = 'Marc Vidal <marc@lab.example>'
const claire = 'Claire Martin <claire@school.example>'
const words = ['badge has stopped opening', 'cryostat hums', 'sulphur smell remains', 'blue umbrella']
const traces = ['zoe.q', 'quillfeather', ...words]

/** A desk on which a person wrote, was quoted, sent files, refused, was refused and was named by others: nothing is left afterwards. */
export function erasureContract(database: () => Promise<ResolvedDatabase | null>): void {
  const open = async (): Promise<TestApp> => {
    const given = await database()
    return startTestApp(given ? { database: given } : {})
  }

  it('leaves nothing of a person in any table or file, and everything of the others', async () => {
    const desk = await open()
    try {
      await tell(desk)
      const last = "SELECT MAX(id) AS id FROM outbox_mails WHERE to_address = 'zoe.q@lab.example'"
      const { id } = (await desk.app.store.first<{ id: number }>(last)) ?? { id: 0 }
      await desk.app.store.update('outbox_mails', id, { status: 'parked', sent_at: null })
      expect((await findTraces(desk)).length).toBeGreaterThan(traces.length)
      expect(await erase(desk, 'zoe.q@lab.example')).toEqual({ status: 0, says: expect.stringContaining('is erased') })
      expect(await findTraces(desk)).toEqual([])
      await checkOthers(desk)
      expect(await desk.app.store.all("SELECT DISTINCT reason FROM outbox_mails WHERE status = 'cancelled'")).toEqual([
        { reason: 'the person was erased' },
      ])
      const before = await dump(desk)
      const person = await desk.app.store.first<{ id: number }>("SELECT id FROM persons WHERE status = 'erased'")
      expect(await erase(desk, String(person?.id))).toEqual({
        status: 0,
        says: expect.stringContaining('was erased before'),
      })
      expect(withoutErasures(await dump(desk))).toEqual(withoutErasures(before))
      expect(await erase(desk, 'zoe.q@lab.example')).toEqual({
        status: 1,
        says: expect.stringContaining('Nobody is known'),
      })
    } finally {
      await desk.stop()
    }
  })

  it('goes on where it was ended, and reaches quotes all the same', async () => {
    const desk = await open()
    try {
      await tell(desk)
      let left = 0
      const store: typeof desk.app.store = {
        ...desk.app.store,
        transaction: (work) => {
          left -= 1
          return left < 0 ? Promise.reject(new Error('the process dies')) : desk.app.store.transaction(work)
        },
      }
      let died = 0
      for (let tries = 0; tries < 50; tries += 1) {
        const tools = { store, files: desk.app.files, directory: desk.app.directory, now: Date.now }
        const who = died === 0 ? 'zoe.q@lab.example' : '4'
        left = 3 + tries * 4
        try {
          await eraseByHand(tools, who, { language: 'en', dryRun: false, yes: true }, () => {})
          break
        } catch {
          died += 1
        }
      }
      expect(died).toBeGreaterThan(5)
      expect(await findTraces(desk)).toEqual([])
    } finally {
      await desk.stop()
    }
  })

  it('says what it would reach, and changes nothing without --yes', async () => {
    const desk = await open()
    try {
      await tell(desk)
      const before = await dump(desk)
      const dry = await erase(desk, 'zoe.q@lab.example', { dryRun: true, yes: true })
      expect(dry).toEqual({
        status: 0,
        says: expect.stringMatching(/3 tickets[\s\S]*mails that came in[\s\S]*What stays/),
      })
      expect(await erase(desk, 'zoe.q@lab.example', { yes: false })).toMatchObject({ status: 1 })
      expect(await dump(desk)).toEqual(before)
      const refused = await erase(desk, 'paul@parents.example')
      expect(refused).toEqual({ status: 1, says: expect.stringContaining('named in the settings') })
    } finally {
      await desk.stop()
    }
  })

  it('leaves what is being sent or decided, keeps the address for it, and finishes when called again', async () => {
    const desk = await open()
    try {
      await tell(desk)
      const { store } = desk.app
      const last = await store.first<{ id: number }>(
        "SELECT MAX(id) AS id FROM outbox_mails WHERE to_address = 'zoe.q@lab.example'",
      )
      await store.update('outbox_mails', last?.id ?? 0, { status: 'sending', lease_owner: 'another' })
      expect(await erase(desk, 'zoe.q@lab.example')).toEqual({
        status: 1,
        says: expect.stringContaining('Not finished'),
      })
      expect(await store.byId('outbox_mails', last?.id ?? 0)).toMatchObject({
        status: 'sending',
        raw_key: expect.any(String),
      })
      await store.update('outbox_mails', last?.id ?? 0, { status: 'sent', sent_at: 1, lease_owner: null })
      // A mail in a technician's name that nobody has confirmed yet, and that quotes her.
      await desk.deliver(draftMail({ ...forged, proved: false }), { from: 'claire@school.example' })
      await desk.settle()
      const held = await store.first<{ id: number }>("SELECT id FROM inbound_mails WHERE outcome = 'held'")
      expect(await erase(desk, 'zoe.q@lab.example')).toEqual({
        status: 1,
        says: expect.stringContaining(`(${held?.id})`),
      })
      expect(await store.byId('inbound_mails', held?.id ?? 0)).toMatchObject({ raw_key: expect.any(String) })
      await store.update('inbound_mails', held?.id ?? 0, { outcome: 'ignored', category: 'ignored' })
      expect(await erase(desk, 'zoe.q@lab.example')).toMatchObject({ status: 0 })
      expect(await findTraces(desk)).toEqual([])
    } finally {
      await desk.stop()
    }
  })

  it('exports all that is held, readable and complete, into a new folder', async () => {
    const desk = await open()
    try {
      await tell(desk)
      await cutFromEach(desk, 'followups')
      await cutFromEach(desk, 'solutions')
      await desk.app.store.update('tickets', 1, { cut_text: 'cut from solutions of Claire' })
      const folder = join(desk.folder, 'export')
      const lines: string[] = []
      const run = () =>
        exportPerson(desk.app, 'ZOE.Q@lab.example', { language: 'en', folder }, (line) => lines.push(line))
      expect(await run()).toBe(0)
      const files = (await filesBelow(folder)).map((path) => path.slice(folder.length + 1))
      expect(files.filter((path) => path.startsWith('mails-in/')).length).toBe(5)
      expect(files.filter((path) => path.startsWith('mails-out/')).length).toBeGreaterThan(2)
      expect(files).toContainEqual(expect.stringMatching(/^documents\/1-\d+-report\.txt$/))
      const person = JSON.parse(await readFile(join(folder, 'person.json'), 'utf8'))
      expect(person).toMatchObject({
        person: { name: 'Zoé Quillfeather', addresses: ['zoe.q@lab.example'] },
        roles: [{ role: 'requester' }],
      })
      const ticket = await readFile(join(folder, 'tickets/1.json'), 'utf8')
      for (const word of words.slice(0, 3)) expect(ticket).toContain(word)
      expect(ticket).not.toContain('between us')
      expect(ticket).toContain('"privateNotesOfOthers": 1')
      // A technician's mail may quote what is private: that was cut away, and is not handed out here.
      expect(ticket).toContain('cut from followups of Zo')
      expect(ticket).not.toMatch(/cut from (followups|solutions) of Claire/)
      expect(await run()).toBe(1)
      expect(lines.at(-1)).toContain('is there already')
    } finally {
      await desk.stop()
    }
  })
}

async function erase(desk: TestApp, who: string, flags: { dryRun?: boolean; yes?: boolean } = {}) {
  const { store, files, directory } = desk.app
  const lines: string[] = []
  const options = { language: 'en', dryRun: false, yes: true, ...flags } as const
  const status = await eraseByHand({ store, files, directory, now: Date.now }, who, options, (line) => lines.push(line))
  return { status, says: lines.join('\n') }
}

/** As if the mail of each had quoted something. */
async function cutFromEach(desk: TestApp, table: 'followups' | 'solutions'): Promise<void> {
  const { store } = desk.app
  const rows = await store.all<{ id: number; name: string }>(
    `SELECT t.id, p.name FROM ${table} t JOIN persons p ON p.id = t.author_id WHERE t.via_mail_id IS NOT NULL`,
  )
  expect(rows.map(({ name }) => name)).toContain('Claire Martin')
  for (const { id, name } of rows) await store.update(table, id, { cut_text: `cut from ${table} of ${name}` })
}

const forged = {
  from: claire,
  inReplyTo: '<one@lab.example>',
  text: 'Send money.\n> My badge has stopped opening the door of the laboratory.',
}

const plain = 'Content-Type: text/plain; charset=utf-8'

function withFile(text: string): Pick<Parameters<typeof draftMail>[0], 'text' | 'headers'> {
  const parts = ['', plain, '', text],
    file = Buffer.from('The blue umbrella was seen on floor two.').toString('base64')
  return {
    headers: ['Content-Type: multipart/mixed; boundary=cut'],
    text: [
      '--cut',
      ...parts.slice(1),
      '--cut',
      'Content-Type: text/plain; name=report.txt',
      'Content-Disposition: attachment; filename=report.txt',
      'Content-Transfer-Encoding: base64',
      '',
      file,
      '--cut--',
    ].join('\n'),
  }
}

/** The story: five mails of hers, answers that quote them, an alarm, a refusal, and another's ticket that names her. */
async function tell(desk: TestApp): Promise<void> {
  const send = async (draft: Parameters<typeof draftMail>[0]) => {
    await desk.deliver(draftMail(draft), { from: /<(.*)>/.exec(draft.from)?.[1] ?? '' })
    await desk.settle()
  }
  const quoting = (whom: string, text: string) => `On Monday ${whom} wrote:\n${text.replaceAll(/^/gm, '> ')}`
  const opening = 'My badge has stopped opening the door of the laboratory.\nThe cryostat hums, too.'
  await send({ from: zoe, cc: marc, subject: 'The cryostat hums', id: '<one@lab.example>', ...withFile(opening) })
  await send({
    from: claire,
    subject: 'Re: The cryostat hums',
    inReplyTo: '<one@lab.example>',
    text: `Hello Zoé Quillfeather, we look at it.\n\n${quoting(zoe, opening)}`,
  })
  await send({
    from: claire,
    subject: 'Re: The cryostat hums',
    inReplyTo: '<one@lab.example>',
    text: '/private\nZoé Quillfeather calls too often; between us.',
  })
  await send({
    from: marc,
    subject: 'Re: The cryostat hums',
    inReplyTo: '<one@lab.example>',
    text: `> My badge has stopped opening\n> the door of the laboratory.\nMine works.\n> The cryostat hums, too.\nI hear nothing.`,
  })
  await send({
    from: zoe,
    subject: 'Re: The cryostat hums',
    inReplyTo: '<one@lab.example>',
    text: 'And a sulphur smell remains in the corridor.',
  })
  await send({
    from: claire,
    subject: 'Re: The cryostat hums',
    inReplyTo: '<one@lab.example>',
    text: '/solve\nThe reader was cleaned.',
  })
  await send({
    from: zoe,
    subject: 'Re: The cryostat hums',
    inReplyTo: '<one@lab.example>',
    text: 'No, the sulphur smell remains.',
  })
  await send({
    from: zoe,
    subject: 'Away',
    text: 'I carry a blue umbrella.',
    headers: ['Auto-Submitted: auto-replied'],
  })
  await send({ from: zoe, subject: '', text: '' })
  await send({
    from: marc,
    subject: 'A key',
    text: 'Ask Zoé Quillfeather (zoe.q@lab.example) for the key of the store room.',
  })
  // As a Mac may write it: the accent is a letter of its own. By name alone, too.
  await send({
    from: marc,
    subject: 'The door',
    text: 'Zoé Quillfeather has locked it.'.normalize('NFD'),
  })
  await desk.app.store.insert('alarms', {
    name: 'outbox-parked',
    text: JSON.stringify({ en: 'to zoe.q@lab.example', fr: 'à zoe.q@lab.example' }),
    raised_at: 1,
    last_seen_at: 1,
  })
  // One for Marc that quotes her is still on its way: rendered, and put off by his server.
  const waiting = await desk.app.store.first<{ id: number }>(
    "SELECT MAX(id) AS id FROM outbox_mails WHERE to_address = 'marc@lab.example' AND ticket_id = 1",
  )
  await desk.app.store.update('outbox_mails', waiting?.id ?? 0, {
    status: 'waiting',
    next_attempt_at: Date.now() + 3_600_000,
  })
}

async function checkOthers(desk: TestApp): Promise<void> {
  const { store } = desk.app
  const lines: string[] = []
  await showTicket(store, 1, 'en', (line) => lines.push(line))
  const page = lines.join('\n')
  for (const word of [
    'Erased person',
    '[erased]',
    'we look at it',
    'Mine works.',
    'I hear nothing.',
    'The reader was cleaned.',
    'took out the words',
    'Marc Vidal',
  ])
    expect(page).toContain(word)
  expect(await store.first('SELECT content_text AS text FROM tickets WHERE id = 2')).toEqual({
    text: 'Ask [erased] ([erased]) for the key of the store room.',
  })
  expect(await store.first('SELECT content_text AS text FROM tickets WHERE id = 3')).toEqual({
    text: '[erased] has locked it.',
  })
  for (const { id } of await store.all<{ id: number }>('SELECT id FROM inbound_mails'))
    expect(await store.byId('inbound_mails', id)).toMatchObject({ sha256: expect.any(String), status: 'done' })
  await store.run("UPDATE outbox_mails SET next_attempt_at = 1 WHERE status = 'waiting'")
  const before = desk.smtp.mails.length
  await desk.settle()
  const late = desk.smtp.mails.slice(before)
  expect(late.map(({ to }) => to)).toEqual([['marc@lab.example']])
  for (const trace of traces) expect(decoded(late[0]?.raw ?? '').toLowerCase()).not.toContain(trace)
}

type Dump = Record<string, object[]>

async function dump(desk: TestApp): Promise<Dump> {
  const rows: Dump = {}
  for (const table of Object.keys(schema))
    rows[table] = await desk.app.store.all(`SELECT * FROM \`${table}\` ORDER BY id`)
  return rows
}

const withoutErasures = ({ erasures: _erasures, ...rest }: Dump): Dump => rest

/** Where anything of hers stands: `table.column` or a file, and what. */
async function findTraces(desk: TestApp): Promise<string[]> {
  const found: string[] = []
  const look = (place: string, text: string) => {
    for (const trace of traces)
      if (
        text
          .toLowerCase()
          .replaceAll(/[\s>]+/g, ' ')
          .includes(trace)
      )
        found.push(`${place}: ${trace}`)
  }
  for (const [table, rows] of Object.entries(await dump(desk)))
    for (const row of rows) for (const [column, value] of Object.entries(row)) look(`${table}.${column}`, String(value))
  for (const path of await filesBelow(join(desk.folder, 'files')))
    look(path.slice(desk.folder.length), decoded(await readFile(path, 'utf8')))
  return found
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Also what is written in quoted-printable or base64. */
function decoded(raw: string): string {
  const printable = raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/(=[0-9A-F]{2})+/g, (codes) => Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'))
  const base64 = raw.match(/(?:^[A-Za-z0-9+/]{16,}={0,2}\r?$\n?)+/gm) ?? []
  return [raw, printable, ...base64.map((block) => Buffer.from(block, 'base64').toString('utf8'))].join('\n')
}
