import type { Check } from './check.ts'
import { antivirus } from './checks/antivirus.ts'
import { clock } from './checks/clock.ts'
import { database } from './checks/database.ts'
import { disk } from './checks/disk.ts'
import { dkim } from './checks/dkim.ts'
import { dmarc } from './checks/dmarc.ts'
import { dns } from './checks/dns.ts'
import { imap } from './checks/imap.ts'
import { instance } from './checks/instance.ts'
import { ledger } from './checks/ledger.ts'
import { lmtp } from './checks/lmtp.ts'
import { migrations } from './checks/migrations.ts'
import { people } from './checks/people.ts'
import { proof } from './checks/proof.ts'
import { secrets } from './checks/secrets.ts'
import { selfTest } from './checks/self-test.ts'
import { settings } from './checks/settings.ts'
import { smtp } from './checks/smtp.ts'
import { spf } from './checks/spf.ts'
import { templates } from './checks/templates.ts'
import { tls } from './checks/tls.ts'
import { trouble } from './checks/trouble.ts'
import { web } from './checks/web.ts'

/** Everything that `guichet doctor` tries, in the order in which it tells: what others need first. */
export const checks: readonly Check[] = [
  settings,
  secrets,
  disk,
  dns,
  tls,
  database,
  migrations,
  clock,
  imap,
  lmtp,
  smtp,
  web,
  spf,
  dkim,
  dmarc,
  people,
  proof,
  templates,
  antivirus,
  instance,
  ledger,
  trouble,
  selfTest,
]
