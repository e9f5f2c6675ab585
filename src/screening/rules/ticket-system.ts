import type { Sentence } from '../../i18n/sentence.ts'
import type { ParsedMail } from '../../mail/types.ts'
import { hasHeader, headerWord } from '../header.ts'
import type { Rule } from '../rule.ts'

/** Fields by which other desks, trackers and daemons mark what they send. `talks` where a person's words may travel in such a mail. */
const systemHeaders: readonly { name: string; system: string; talks: boolean }[] = [
  { name: 'x-rt-loop-prevention', system: 'Request Tracker', talks: true },
  { name: 'rt-ticket', system: 'Request Tracker', talks: true },
  { name: 'x-otrs-loop', system: 'OTRS', talks: true },
  { name: 'x-redmine-host', system: 'Redmine', talks: true },
  { name: 'x-jira-fingerprint', system: 'Jira', talks: true },
  { name: 'x-github-reason', system: 'GitHub', talks: true },
  { name: 'x-gitlab-project', system: 'GitLab', talks: true },
  { name: 'x-zendesk-from-account-id', system: 'Zendesk', talks: true },
  { name: 'x-bugzilla-reason', system: 'Bugzilla', talks: true },
  { name: 'x-trac-project', system: 'Trac', talks: true },
  { name: 'x-servicenow-generated', system: 'ServiceNow', talks: true },
  { name: 'x-cron-env', system: 'cron', talks: false },
]

/** What such systems call themselves in X-Mailer, User-Agent or X-Powered-By. @internal For its test. */
export const systemMailers =
  /^(?:zendesk mailer|otrs mail service|znuny|osticket|glpi|request tracker|jira|servicenow|mantisbt|zammad|redmine|freshdesk)/

/** GLPI names itself in its Message-IDs only. @internal For its test. */
export const systemIds = /^<GLPI[-_]/

/** Another ticket system: it may carry a colleague's words, and answering it may set two desks to answer each other. */
export const ticketSystem: Rule = {
  id: 'ticket-system',
  find(mail) {
    const named = systemHeaders.find(({ name }) => hasHeader(mail, name))
    if (named) return { kind: 'auto-generated', reason: sentBy(`${named.system} (${named.name})`), weak: named.talks }
    const system = systemIds.test(mail.messageId ?? '') ? 'GLPI' : mailerOf(mail)
    return system ? { kind: 'auto-generated', reason: sentBy(system), weak: true } : null
  },
}

const sentBy = (system: string): Sentence => ({ en: `sent by ${system}`, fr: `envoyé par ${system}` })

function mailerOf(mail: ParsedMail): string | null {
  const names = ['x-mailer', 'user-agent', 'x-powered-by'].map((header) => headerWord(mail, header))
  return names.find((name) => systemMailers.test(name))?.slice(0, 40) ?? null
}
