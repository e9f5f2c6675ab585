import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

const ours = [
  'Hello Ann,',
  '',
  'We have replaced the toner of the printer on the second floor this morning, and printed a test page.',
  '',
  'Could you tell us two things?',
  '',
  '• Which tray do you print from, and on what paper?',
  '• Does the error come back when you print a second page?',
  '',
  'You can see the ticket here: https://desk.example/ticket/42?mark=abcdef',
  '',
  'Jane, for the support desk',
].join('\n')

const publicText = { text: ours, isPrivate: false }
const privateText = { text: ours, isPrivate: true }
const reply = (text: string, sent = [publicText]) => extractReply(bodyOnly({ text, subject: 'Re: Printer' }), sent)

/** What clients do to our text; without the comparison most of these cannot be told from the writer's own words. */
const mangled: Record<string, string> = {
  'as it was, without any mark': ours,
  'with quote marks': ours.replaceAll(/^/gm, '> '),
  indented: ours.replaceAll(/^/gm, '    '),
  'rewrapped at 40': wrap(ours, 40),
  'on one line a paragraph': ours.replaceAll(/(?<!\n)\n(?!\n)/g, ' '),
  'with links rewritten': ours.replace(
    'https://desk.example/ticket/42?mark=abcdef',
    '<https://eur01.safelinks.example/?url=https%3A%2F%2Fdesk.example&data=05>',
  ),
  'with no-break spaces and other bullets': ours.replaceAll(' ', '\u00a0').replaceAll('•', '  *'),
  'with other quotation marks and case': ours.toUpperCase(),
}

function wrap(text: string, width: number): string {
  return text
    .replaceAll(new RegExp(`(.{1,${width}})(?: |$)`, 'gm'), '$1\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()
}

describe('we know what we sent', () => {
  test.each(Object.entries(mangled))('%s', (_name, quoted) => {
    expect(reply(`It works now, thanks.\n\n${quoted}`)).toMatchObject({
      text: 'It works now, thanks.',
      interleaved: false,
    })
    expect(reply(`${quoted}\n\nIt works now, thanks.`)).toMatchObject({ text: 'It works now, thanks.' })
  })

  test('an answer typed inside our text is found, below an Outlook header block', () => {
    const block =
      'From: Support <support@desk.example>\nSent: Monday, November 23, 2026 9:31 AM\nTo: Ann <ann@example.org>\nSubject: Printer\n\n'
    const answered = ours
      .replace('on what paper?', 'on what paper?\nThe lower one, plain A4.')
      .replace('a second page?', 'a second page?\nYes, each time.')
    const result = reply(`See below.\n\n${block}${answered}`)
    expect(result.interleaved).toBe(true)
    expect(result.text).toContain('See below.')
    expect(result.text).toContain('• Which tray do you print from, and on what paper?\nThe lower one, plain A4.')
    expect(result.text).toContain('Yes, each time.')
    expect(result.text).not.toContain('Jane, for the support desk')
  })

  test('an answer below our text, which stands under a header block', () => {
    const block =
      'From: Support <support@desk.example>\nSent: Monday, November 23, 2026 9:31 AM\nTo: Ann <ann@example.org>\nSubject: Printer\n\n'
    expect(reply(`${block}${ours}\n\nIt works now.`).text).toBe('It works now.')
  })

  test('an older mail of the thread below ours is quoted as well', () => {
    const block =
      'From: Support <support@desk.example>\nSent: Monday, November 23, 2026 9:31 AM\nTo: Ann <ann@example.org>\nSubject: Printer\n\n'
    const older =
      'From: Ann <ann@example.org>\nSent: Sunday, November 22, 2026 9:31 AM\nTo: Support <support@desk.example>\nSubject: Printer\n\nMy printer is broken.'
    expect(reply(`It works now.\n\n${block}${ours}\n\n${older}`).text).toBe('It works now.')
  })

  test('words that anybody might write are not taken for ours', () => {
    const text = 'Hello Jane,\n\nWhich tray do you print from?\n\nAnn'
    expect(reply(text)).toMatchObject({ text, quoted: '' })
  })

  test('quoted private text is taken out even where answers stand between its lines', () => {
    const answered = ours
      .replaceAll(/^/gm, '> ')
      .replace('on what paper?', 'on what paper?\n\nThe lower one.\n')
      .replace('a second page?', 'a second page?\n\nYes, each time.\n')
    const result = reply(`See below.\n\n${answered}`, [privateText])
    expect(result.text).toContain('The lower one.')
    expect(result.text).toContain('Yes, each time.')
    for (const words of ['toner', 'tray', 'second page', 'desk.example']) expect(result.text).not.toContain(words)
    expect(result.quoted).toContain('toner')
  })

  test('a line that a public mail of ours holds as well stays', () => {
    const answered =
      '> Which tray do you print from, and on what paper?\n\nThe lower one.\n\n> Does the error come back when you print a second page?\n\nYes.'
    expect(reply(answered, [privateText, publicText])).toMatchObject({ text: answered, interleaved: true })
  })

  test.each([
    ['marked', '> '],
    ['unmarked', ''],
  ])('short private lines are taken out between answers too, %s', (_how, mark) => {
    const note = 'Denis left a private note:\n\nThe code of the cupboard is 4711.\nKeep quiet.\nThanks\nSee the ticket.'
    const sent = [
      { text: note, isPrivate: true },
      { text: 'Paul wrote:\n\nAny news?\n\nSee the ticket.', isPrivate: false },
    ]
    const answered = ['The code of the cupboard is 4711.', 'Not any more.', 'Keep quiet.', 'I did.', 'Thanks'].map(
      (line, at) => (at % 2 === 0 && line !== 'Thanks' ? mark + line : line),
    )
    expect(reply(`${answered.join('\n')}\n`, sent).text).toBe('Not any more.\nI did.\nThanks')
    expect(reply('Any news?\n\nKeep quiet.', [sent[1] ?? publicText]).text).toContain('Keep quiet.')
  })

  test('Japanese, which has no spaces', () => {
    const japanese = { text: '二階のプリンターのトナーを交換しました。テストページを印刷しました。', isPrivate: false }
    expect(
      reply('直りました。\n\n二階のプリンターのトナーを\n交換しました。テストページを印刷しました。', [japanese]).text,
    ).toBe('直りました。')
  })
})

describe('words of the writer that resemble ours', () => {
  test('are kept where nothing else says that they are quoted', () => {
    const text =
      'We have replaced the toner of the printer on the third floor this morning, and printed a test page.\n\nAnn'
    expect(reply(text)).toMatchObject({ text, quoted: '' })
  })

  test('are cut where only a private mail of ours holds them', () => {
    const text = 'We have replaced the toner of the printer on the second floor this morning, and printed a test page.'
    expect(reply(text, [privateText])).toMatchObject({ text: '', quoted: text })
  })

  test('are cut below an attribution', () => {
    const text =
      'Thank you!\n\nOn Tue, 24 Nov 2026 at 09:00, Jane <jane@desk.example> wrote:\n\nWe have replaced the toner of the printer on the second floor this morning, and printed a test page.'
    expect(reply(text).text).toBe('Thank you!')
  })
})
