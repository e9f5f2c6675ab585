import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importMails } from '../../src/cli/mail-import.ts'
import { listMail } from '../../src/cli/mail-list.ts'
import { writeRaw } from '../../src/cli/mail-raw.ts'
import { replayMails } from '../../src/cli/mail-replay.ts'
import { showMail, traceMail } from '../../src/cli/mail-show.ts'
import { showTicket } from '../../src/cli/ticket-show.ts'
import { systemClock } from '../../src/clock.ts'
import { replyAddress } from '../../src/signing/places.ts'
import { createGroupCommit } from '../../src/store/group-commit.ts'
import { draftMail, lastMailTo, openTestDesk, processNext, settingsWith, type TestDesk } from '../support/desk.ts'
import { rawMail } from '../support/receive.ts'
import { type TemporaryStore, temporaryStore } from '../support/store.ts'

let desk: TestDesk
let lines: string[]
const write = (line: string) => void lines.push(line)
const said = () => lines.splice(0).join('\n')
beforeEach(async () => {
  desk = await openTestDesk()
  lines = []
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const list = async (options: object = {}) => {
  await listMail(desk.store, { limit: 50, json: false, language: 'en', ...options }, write)
  return said()
}
const forged = () => draftMail({ from: claire, text: '/close', proved: false })
const hostile = '\u001b]0;owned\u0007\u001b[2J\u202egnp.exe\u009b31m'

describe('guichet mail list', () => {
  it('says of each mail what it became and why, the newest first', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(draftMail({ from: paul, subject: '', text: '' }))
    const [second, first] = (await list()).split('\n')
    expect(first).toMatch(/^1 .*opened a ticket #1 {2}paul@parents\.example “The printer” – ticket 1 opened$/)
    expect(second).toContain('refused')
    expect(await list({ language: 'fr' })).toContain('paul@parents.example « The printer » – ')
  })

  it('filters by outcome, category, sender, ticket and time', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    desk.clock.at += 60_000
    await desk.receive(forged())
    for (const only of [
      { outcome: 'opened' },
      { outcome: 'accepted' },
      { from: 'PAUL@parents.example' },
      { ticketId: 1 },
    ])
      expect((await list(only)).split('\n')).toMatchObject([expect.stringMatching(/^1 /)])
    for (const only of [{ outcome: 'held' }, { since: desk.clock.at }])
      expect((await list(only)).split('\n')).toMatchObject([expect.stringMatching(/^2 /)])
    expect(await list({ ticketId: 9 })).toBe('No mails.')
    expect(await list({ ticketId: 9, language: 'fr' })).toBe('Aucun message.')
  })

  it('gives programs one object a line, and no terminal anything to obey', async () => {
    await desk.receive(draftMail({ from: paul, subject: hostile, text: 'x' }))
    for (const shown of [await list(), await list({ json: true })])
      expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/)
    const row = JSON.parse(await list({ json: true }))
    expect(row).toMatchObject({ id: 1, outcome: 'opened', ticketId: 1, from: 'paul@parents.example' })
  })
})

describe('guichet mail show, trace and raw', () => {
  it('tell all that is known of a mail, safely', async () => {
    await desk.receive(draftMail({ from: paul, subject: hostile, text: 'It does not print.' }))
    expect(await showMail(desk.store, 1, 'fr', write)).toBe(true)
    const shown = said()
    expect(shown).toContain('paul@parents.example')
    expect(shown).toContain('a ouvert un ticket')
    expect(shown).not.toMatch(/[\x1b\x9b\u202e]/)
    expect(await showMail(desk.store, 7, 'en', write)).toBe(false)
    expect(said()).toBe('There is no mail 7 in the journal.')
  })

  it('tell each step with its rule, and what was taken away', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    const notice = (await desk.outbox()).find(({ to_address }) => to_address === 'paul@parents.example')
    const to = replyAddress('support@school.example', desk.tools.marks.sign('reply', notice?.id ?? 0))
    const text = `Nor does it scan.\n\nOn Tue, 24 Nov 2026 at 09:00, School desk <support@school.example> wrote:\n> We have your mail ${hostile}.`
    await desk.receive(draftMail({ from: paul, to, text }))
    expect(await traceMail(desk.store, 2, 'en', write)).toBe(true)
    const english = said()
    expect(english).toMatch(/Ticket +the reply address carries our mark – ticket 1 +\[mark-in-address\]/)
    expect(english).toMatch(/Effect .*\[requester-goes-on\]/)
    expect(english).toContain('│ > We have your mail')
    expect(english).not.toMatch(/[\x1b\x9b\u202e]/)
    await traceMail(desk.store, 2, 'fr', write)
    expect(said()).toContain('l’adresse de réponse porte notre marque')
  })

  it('say why each kind of mail became what it became, and what was left out, once and in both languages', async () => {
    const settings = settingsWith({
      attachments: { maxMegabytes: 1, maxCount: 100, drop: ['application/x-msdownload'], refuse: [] },
    })
    const other = await openTestDesk(settings)
    const traced = async (language: 'en' | 'fr') => {
      const { last } = (await other.store.first<{ last: number }>('SELECT MAX(id) AS last FROM inbound_mails')) ?? {}
      await traceMail(other.store, last ?? 0, language, write)
      return said()
    }
    try {
      const attachments = [
        { filename: 'film.bin', type: 'application/octet-stream', content: Buffer.alloc(1_100_000) },
        { filename: 'setup.exe', type: 'application/x-msdownload', content: 'MZ' },
      ]
      await other.receive(
        draftMail({ from: paul, text: 'It does not print.', id: '<first@client.example>', attachments }),
      )
      expect(await traced('en')).toMatch(
        /^Attachments +film\.bin is left out: too large {2}\[too-large\]\nAttachments +setup\.exe is left out: this type of file is not accepted {2}\[type\]$/m,
      )
      expect(await traced('fr')).toMatch(
        /^Pièces jointes +film\.bin est laissé de côté : trop volumineux {2}\[too-large\]$/m,
      )
      await other.receive(draftMail({ from: paul, inReplyTo: '<first@client.example>', text: 'It still does not.' }))
      expect(await traced('en')).toMatch(/^Ticket +it answers a mail that is known here – ticket 1 /m)
      expect(await traced('en')).toMatch(/^Effect +the requester goes on – a followup on ticket 1, which is new {2}\[/m)
      expect(await traced('fr')).toMatch(
        /^Effet +le demandeur poursuit l’échange – un suivi sur le ticket 1, nouveau {2}\[/m,
      )
      const eve = { from: 'Eve <eve@else.example>', proved: false, subject: 'Re: [DESK #0000001] The printer' }
      await other.receive(draftMail({ ...eve, text: 'Mine too.' }))
      expect(await traced('en')).toMatch(
        /^Part in it +no part in ticket 1 .*\nEffect +ticket 2 opened, linked with ticket 1: nothing shows/m,
      )
      expect(await traced('fr')).toMatch(
        /^Rôle +aucun rôle dans le ticket 1 .*\nEffet +ticket 2 ouvert, lié au ticket 1 : rien ne montre/m,
      )
      await other.receive(draftMail({ from: paul, text: 'Away.', headers: ['Auto-Submitted: auto-replied'] }))
      expect((await traced('en')).match(/\[auto-submitted\]/g)).toHaveLength(1)
      const reply = await lastMailTo(other, 'claire@school.example')
      await other.receive(draftMail({ from: claire, ...reply, text: '/solv\nDone.\n\n> It does not print.' }))
      expect(await traced('en')).toMatch(
        /^New text +quote marks \(>\) – characters: 11 new, 20 quoted, 0 of a signature/m,
      )
      expect(await traced('en')).toContain('“/solv” looks like an order and is none: the words are kept private')
      expect(await traced('fr')).toContain('« /solv » ressemble à un ordre sans en être un : les mots restent privés')
      expect(await traced('fr')).toContain('venu par une route interne : X-Border contient « proved »')
    } finally {
      await other.remove()
    }
  })

  it('say all of it in French to who reads French, reasons and facts too', async () => {
    await desk.receive(draftMail({ from: paul, subject: '', text: '' }))
    await desk.receive(draftMail({ from: claire, text: '/close', proved: false }))
    expect(await list({ language: 'fr' })).toContain('refusé : ni objet, ni texte, ni pièce jointe')
    for (const [id, why] of [
      [1, 'refusé : ni objet, ni texte, ni pièce jointe'],
      [2, 'un message au nom d’un technicien, non vérifié, est retenu jusqu’à sa confirmation'],
    ] as const) {
      await showMail(desk.store, id, 'fr', write)
      expect(said()).toContain(why)
      await traceMail(desk.store, id, 'fr', write)
      const traced = said()
      expect(traced).toContain(`→ ${id === 1 ? 'refusé' : 'retenu'} – ${why}`)
      expect(traced).toMatch(/octets, pièces jointes\s: 0.*\n.*une personne : aucune règle ne s’applique/)
      expect(traced).not.toMatch(/attachments|nothing proves|characters|no ticket| is | the /)
    }
    expect(JSON.parse((await list({ json: true })).split('\n')[1] ?? '')).toMatchObject({
      reason: 'refused: no subject, no text and no attachment',
    })
  })

  it('show a trace that was kept in English alone', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    const trace = JSON.stringify([{ step: 'effect', rule: 'new', says: 'ticket 1 opened' }])
    await desk.store.update('inbound_mails', 1, { trace })
    await traceMail(desk.store, 1, 'fr', write)
    expect(said()).toMatch(/Effet +ticket 1 opened +\[new\]\n→ a ouvert un ticket #1 – ticket 1 opened$/)
  })

  it('give the raw mail byte for byte, but hide from a terminal what it would obey', async () => {
    const raw = draftMail({ from: paul, text: `\u001b[2Jhello` })
    await desk.receive(raw)
    const read = async (isTTY: boolean) => {
      const out = Object.assign(new PassThrough(), { isTTY })
      const done = writeRaw({ store: desk.store, files: desk.tools.files }, 1, out, { language: 'en', write })
      expect(await done).toBe(true)
      return String(out.read())
    }
    expect(await read(false)).toBe(raw.replaceAll('\n', '\r\n'))
    expect(await read(true)).toContain('·[2Jhello')
  })
})

describe('guichet mail replay', () => {
  const replay = (id: number, asNew = false) =>
    replayMails({ ...desk.tools, now: desk.tools.now }, [id], { asNew, language: 'en' }, write)

  it('processes a held mail again', async () => {
    await desk.receive(forged())
    expect(await replay(1)).toBe(0)
    expect(said()).toBe('Mail 1 is processed again.')
    expect((await processNext(desk.tools)).outcome.kind).toBe('held')
    expect(await list()).toMatch(/^1 .*held/)
  })

  it('takes an accepted one only as new: a mail of its own, which opens a ticket of its own', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    expect(await replay(1)).toBe(1)
    expect(said()).toContain('--as-new')
    expect(await replay(1, true)).toBe(0)
    expect(await desk.store.byId('inbound_mails', 2)).toMatchObject({ replay_of: 1, status: 'waiting' })
    expect((await processNext(desk.tools)).outcome).toEqual({ kind: 'opened', ticketId: 2 })
    expect(await replay(1, true)).toBe(0)
  })

  it('says why it cannot: not there, under way, bytes gone, only the head kept', async () => {
    await desk.receive(draftMail({ from: paul, subject: '', text: '' }))
    expect(await replay(9)).toBe(1)
    expect(await replay(1)).toBe(0)
    expect(await replay(1)).toBe(1)
    expect(said()).toContain('waits or is being processed already')
    await processNext(desk.tools)
    const key = (await desk.store.byId('inbound_mails', 1))?.raw_key
    await desk.store.update('inbound_mails', 1, { reason: 'too-large: the mail has 99 octets', trace: null })
    expect(await replay(1)).toBe(1)
    expect(said()).toContain('only its head is kept')
    await desk.tools.files.remove(key ?? '')
    expect(await replay(1, true)).toBe(1)
    expect(said()).toContain('no longer kept')
  })
})

describe('guichet mail import', () => {
  let folder: TemporaryStore
  beforeEach(async () => {
    folder = await temporaryStore()
  })
  afterEach(() => folder.remove())

  const take = (paths: string[], mailbox: string | null = null) => {
    const group = createGroupCommit(desk.store)
    const idle = { wake: () => {}, refused: () => {} }
    const accept = { store: desk.store, group, files: desk.tools.files, clock: systemClock, ...idle }
    return importMails({ accept, directory: desk.tools.directory }, paths, { mailbox, language: 'en' }, write)
  }
  const raws = async () => {
    const rows = await desk.store.all<{ raw_key: string }>('SELECT raw_key FROM inbound_mails ORDER BY id')
    return Promise.all(rows.map(async ({ raw_key }) => (await desk.tools.files.read(raw_key)).toString()))
  }

  it('takes files, folders and Maildirs in once, and goes on after one that it cannot read', async () => {
    const [file, plain, maildir] = ['one.eml', 'plain', 'maildir'].map((name) => join(folder.folder, name))
    if (!file || !plain || !maildir) throw new Error('no names')
    await writeFile(file, rawMail('one'))
    for (const made of [plain, join(maildir, 'cur'), join(maildir, 'new'), join(maildir, 'tmp')])
      await mkdir(made, { recursive: true })
    await writeFile(join(plain, 'two.eml'), rawMail('two'))
    await writeFile(join(maildir, 'cur', '1:2,S'), rawMail('three'))
    await writeFile(join(maildir, 'tmp', '2'), rawMail('half'))
    expect(await take([file, join(folder.folder, 'missing'), plain, maildir, file])).toBe(1)
    expect(await raws()).toEqual([rawMail('one'), rawMail('two'), rawMail('three')])
    expect(said()).toContain('3 mails taken in, 1 known already')
    expect((await processNext(desk.tools)).outcome.kind).toBe('opened')
  })

  it('splits an mbox at its separators, and gives quoted ones back as they were', async () => {
    const mbox = join(folder.folder, 'mbox')
    const [one, two] = [rawMail('one', { body: 'From here on\r\n>From there' }), rawMail('two')]
    const quoted = (raw: string) => raw.replaceAll(/^(>*From )/gm, '>$1')
    await writeFile(mbox, `From a@b Tue Nov 24\n${quoted(one)}\nFrom c@d Tue Nov 24\n${quoted(two)}`)
    expect(await take([mbox])).toBe(0)
    const [first, second] = await raws()
    expect(first?.trimEnd()).toBe(one.trimEnd())
    expect(second).toBe(two)
  })

  it('knows mailboxes by their key', async () => {
    expect(await take([], 'nope')).toBe(1)
    expect(said()).toBe('No mailbox is called nope. There are: support.')
  })
})

describe('guichet ticket show', () => {
  const order = async (from: string, address: string, text: string) => {
    const notice = (await desk.outbox()).findLast(({ to_address }) => to_address === address)
    const to = replyAddress('support@school.example', desk.tools.marks.sign('reply', notice?.id ?? 0))
    await desk.receive(draftMail({ from, to, text }))
  }

  it('tells who did what, when and how, up to the closing, in both languages', async () => {
    await desk.receive(draftMail({ from: paul, subject: `Printer ${hostile}`, text: `It does not print ${hostile}.` }))
    await order(claire, 'claire@school.example', '/solve\nIt was out of paper.')
    await order(paul, 'paul@parents.example', 'J’approuve la solution.')
    expect(await showTicket(desk.store, 1, 'en', write)).toBe(true)
    const english = said()
    expect(english).not.toMatch(/[\x1b\x9b\u202e]/)
    expect(english).toMatch(/Closed +2026-11-24 09:00:00 UTC, Paul Petit, by a reply \(mail 3\)/)
    expect(english).toContain('Claire Martin proposed solution 1, by mail 2')
    expect(english).toContain('│ It was out of paper.')
    await showTicket(desk.store, 1, 'fr', write)
    expect(said()).toContain('Paul Petit a approuvé la solution 1, par une réponse')
    expect(await showTicket(desk.store, 5, 'fr', write)).toBe(false)
  })
})
