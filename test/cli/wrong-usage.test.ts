import { CommanderError } from 'commander'
import { afterEach, expect, it, vi } from 'vitest'
import { usageErrorOf } from '../../src/cli/wrong-usage.ts'
import { runCommand } from '../support/cli.ts'

afterEach(() => vi.unstubAllEnvs())

/** Its sentences fail here where commander words its errors otherwise: what they are about is taken out of its text. */
it.each([
  [
    'outbox lits',
    'There is no command “lits”. Did you mean list?',
    'Il n’y a pas de commande « lits ». Vouliez-vous dire list ?',
  ],
  ['nonsense', 'There is no command “nonsense”.', 'Il n’y a pas de commande « nonsense ».'],
  ["it's", "There is no command “it's”.", "Il n’y a pas de commande « it's »."],
  [
    'mailbo',
    'There is no command “mailbo”. Did you mean mailbox?',
    'Il n’y a pas de commande « mailbo ». Vouliez-vous dire mailbox ?',
  ],
  [
    'migrate --confg x',
    'There is no option “--confg” here. Did you mean --config?',
    'Il n’y a pas d’option « --confg » ici. Vouliez-vous dire --config ?',
  ],
  ['--nothing-near', 'There is no option “--nothing-near” here.', 'Il n’y a pas d’option « --nothing-near » ici.'],
  ['mail show', '<id> is missing.', 'Il manque <id>.'],
  ['mail import', '<paths> is missing.', 'Il manque <chemins>.'],
  ['mail list --limit', 'The value of --limit <count> is missing.', 'Il manque la valeur de --limit <nombre>.'],
  [
    'mail show 1 2',
    'This is more than “show” takes (1): an option without its dashes?',
    'C’est plus que « show » n’accepte (1) : une option sans ses tirets ?',
  ],
  [
    'outbox show x',
    '“x” does not fit <id>. Allowed: a whole number, at least 1.',
    '« x » ne convient pas à <id>. Permis : un nombre entier, 1 au moins.',
  ],
  [
    'ticket show 0',
    '“0” does not fit <number>. Allowed: a whole number, at least 1.',
    '« 0 » ne convient pas à <numéro>. Permis : un nombre entier, 1 au moins.',
  ],
  [
    'mail replay 1 x',
    '“x” does not fit <ids>. Allowed: a whole number, at least 1.',
    '« x » ne convient pas à <ids>. Permis : un nombre entier, 1 au moins.',
  ],
  [
    'mail list --since soon',
    '“soon” does not fit --since. Allowed: a day or a time, such as 2026-11-24.',
    '« soon » ne convient pas à --since. Permis : un jour ou un moment, comme 2026-11-24.',
  ],
  [
    'mailbox resume a --standing x',
    '“x” does not fit --standing. Allowed: one of leave, take.',
    '« x » ne convient pas à --standing. Permis : l’un de leave, take.',
  ],
  ['outbox retry', 'Name the mails, or --all.', 'Nommez les messages, ou --all.'],
  ['mail explain', 'Name at least one mail, or --batch.', 'Nommez au moins un message, ou --batch.'],
])('answers %s with status 2 and a sentence in both languages', async (line, en, fr) => {
  const words = line.split(' ')
  vi.stubEnv('LC_ALL', 'en_GB.UTF-8')
  expect(await runCommand(...words)).toEqual({
    status: 2,
    out: '',
    err: `${en}\n(add --help to see what there is)`,
  })
  vi.stubEnv('LC_ALL', 'fr_FR.UTF-8')
  expect(await runCommand(...words)).toEqual({
    status: 2,
    out: '',
    err: `${fr}\n(ajoutez --help pour voir ce qu’il y a)`,
  })
})

it('quotes commander where it says what nobody foresaw', () => {
  expect(
    usageErrorOf(new CommanderError(1, 'commander.conflictingOption', 'error: these do not go together')),
  ).toMatchObject({
    message: 'This command line makes no sense: error: these do not go together',
    french: 'Cette ligne de commande n’a pas de sens ; ce qui la lit dit : « error: these do not go together »',
  })
})
