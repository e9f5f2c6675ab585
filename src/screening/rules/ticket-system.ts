import type { ParsedMail } from '../../mail/types.ts'
import { hasHeader, headerWord } from '../header.ts'
import type { Rule } from '../rule.ts'

/** Fields by which other desks and trackers mark what they send. `talks` is true where a person's words may travel in such a mail. */
export const systemHeaders: readonly { name: string; system: string; talks: boolean }[] = [
  { name: 'x-rt-loop-prevention', system: 'Request Tracker', talks: true },
  { name: 'rt-ticket', system: 'Request Tracker', talks: true },
  { name: 'x-otrs-loop', system: 'OTRS', talks: true },
  { name: 'x-znuny-loop', system: 'Znuny', talks: true },
  { name: 'x-redmine-host', system: 'Redmine', talks: true },
  { name: 'x-jira-fingerprint', system: 'Jira', talks: true },
  { name: 'x-zammad-ticket-id', system: 'Zammad', talks: true },
  { name: 'x-glpi', system: 'GLPI', talks: true },
  { name: 'x-github-reason', system: 'GitHub', talks: true },
  { name: 'x-gitlab-project', system: 'GitLab', talks: true },
  { name: 'x-zendesk-from-account-id', system: 'Zendesk', talks: true },
  { name: 'x-freshdesk-ticket-id', system: 'Freshdesk', talks: true },
  { name: 'x-helpscout-conversation-id', system: 'Help Scout', talks: true },
  { name: 'x-bugzilla-reason', system: 'Bugzilla', talks: true },
  { name: 'x-trac-project', system: 'Trac', talks: true },
  { name: 'x-kayako-ticket', system: 'Kayako', talks: true },
  { name: 'x-servicenow-generated', system: 'ServiceNow', talks: false },
  { name: 'x-nagios-notification', system: 'Nagios', talks: false },
  { name: 'x-cron-env', system: 'cron', talks: false },
]

/** X-Mailer values of such systems. */
export const systemMailers =
  /^(?:zendesk mailer|otrs mail service|znuny mail service|osticket|glpi|request tracker|jira|freshdesk|servicenow|mantisbt|zammad)/

/** Another ticket system: it may carry a colleague's words, and answering it may start two desks answering each other. */
export const ticketSystem: Rule = {
  id: 'ticket-system',
  find(mail) {
    const named = systemHeaders.find(({ name }) => hasHeader(mail, name))
    if (named) return { kind: 'auto-generated', reason: `sent by ${named.system} (${named.name})`, weak: named.talks }
    const mailer = mailerOf(mail)
    return systemMailers.test(mailer)
      ? { kind: 'auto-generated', reason: `sent by ${mailer.slice(0, 40)}`, weak: true }
      : null
  },
}

function mailerOf(mail: ParsedMail): string {
  return headerWord(mail, 'x-mailer') || headerWord(mail, 'user-agent')
}
