import { expect, it } from 'vitest'
import { TransientError } from '../../../src/errors.ts'
import type { Check } from '../../../src/health/doctor/check.ts'
import { checks } from '../../../src/health/doctor/checks.ts'
import { examine } from '../../../src/health/doctor/examine.ts'
import { NotTried, right, same } from '../../../src/health/doctor/finding.ts'
import { reportJson, reportLine, reportSum } from '../../../src/health/doctor/report.ts'
import { diagnosesOf, linesOf, testPatient } from '../../support/patient.ts'

const never = new Promise<never>(() => {})
const checkOf = (...probes: ReturnType<Check['probes']>): Check => ({
  name: 'x',
  title: same('X'),
  probes: () => probes,
})

it('bounds a probe that hangs, and tells the others in their order', async () => {
  const check = checkOf(
    { subject: 'hangs', seconds: 0.05, run: () => never },
    { subject: 'answers', run: async () => [right(same('fine'))] },
  )
  expect(await linesOf(check, testPatient())).toEqual([
    expect.stringMatching(/^wrong hangs: There was no answer within 0\.05 seconds\. → Look for a firewall/),
    'right answers: fine',
  ])
})

it('tells a bug, a reason not to try, and many findings alike', async () => {
  const check = checkOf(
    { subject: 'throws', run: async () => Promise.reject(new TypeError('no\nline')) },
    { subject: 'waits', run: async () => Promise.reject(new NotTried({ en: 'it rains', fr: 'il pleut' })) },
  )
  expect(await linesOf(check, testPatient())).toEqual([
    'wrong throws: TypeError: no line → Mend what it names, then try again.',
    'warning waits: Not tried: it rains. → Mend that first, then try again.',
  ])
})

it('tells an error of ours in both languages', async () => {
  const error = new TransientError('x', 'It is away.', { detail: 'ECONNREFUSED', french: 'Il est absent.' })
  const [diagnosis] = await diagnosesOf(checkOf({ subject: 'x', run: () => Promise.reject(error) }), testPatient())
  expect(diagnosis?.text).toEqual({ en: 'It is away. (ECONNREFUSED)', fr: 'Il est absent. (ECONNREFUSED)' })
})

it('writes one line each, whatever a server answered, in both languages', async () => {
  const [diagnosis] = await diagnosesOf(
    checkOf({ subject: 'relay', run: async () => [right(same('220 \u001b[31mred\r\n✓ right  SMTP: forged'))] }),
    testPatient(),
  )
  if (!diagnosis) throw new Error('nothing was told')
  expect(reportLine(diagnosis, 'en')).toBe('✓ right    X relay: 220 [31mred ✓ right  SMTP: forged')
  expect(reportLine(diagnosis, 'fr')).toMatch(/^✓ bon {8}X relay\u00a0: /)
  expect(reportSum([diagnosis], 'fr')).toBe('bon 1, attention 0, erreur 0')
  expect(JSON.parse(reportJson([diagnosis], 'en'))).toMatchObject({
    state: 'right',
    findings: [{ check: 'x', mend: null }],
  })
})

it('never throws, and tells of each check that touches a world that is down', async () => {
  const told = new Set<string>()
  await examine(testPatient(), checks, ({ check, text, mend, state, title }) => {
    told.add(check)
    expect([text.en, text.fr, title.en, title.fr].every((words) => words.length > 0)).toBe(true)
    if (state !== 'right') expect([mend?.en, mend?.fr].every((words) => (words ?? '').length > 0)).toBe(true)
  })
  const silent = ['tls', 'imap', 'lmtp', 'templates', 'antivirus']
  expect([...told]).toEqual(checks.map(({ name }) => name).filter((name) => !silent.includes(name)))
})
