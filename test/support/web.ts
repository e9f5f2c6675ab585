import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { createLogger } from '../../src/log.ts'
import { linkPath } from '../../src/signing/places.ts'
import type { WebOptions } from '../../src/web/options.ts'
import { createServer } from '../../src/web/server.ts'
import type { TestDesk } from './desk.ts'
import { draftMail, lastMailTo } from './desk.ts'

/** The pages of a test desk, without a port. */
export interface TestWeb {
  server: FastifyInstance
  /** Lines of the log. */
  logged: string[]
  /** How often a confirmed mail was said to be there. */
  confirmed(): number
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export async function openTestWeb(desk: TestDesk, change: Partial<WebOptions> = {}): Promise<TestWeb> {
  const logged: string[] = []
  let confirmed = 0
  const server = await createServer({
    store: desk.store,
    directory: desk.tools.directory,
    marks: desk.tools.marks,
    clock: { now: () => desk.clock.at },
    log: createLogger({ level: 'debug', target: { write: (line) => void logged.push(line) } }),
    listen: { host: '127.0.0.1', port: 0 },
    url: 'https://desk.school.example',
    trustProxy: false,
    metricsToken: null,
    prefix: 'DESK',
    health: {
      ready: async () => ({ isReady: true, report: { ready: true } }),
      metrics: async () => ({ contentType: 'text/plain', text: 'guichet_alarms 0\n' }),
    },
    onConfirmed: () => {
      confirmed += 1
    },
    ...change,
  })
  return {
    server,
    logged,
    confirmed: () => confirmed,
    get: (url, headers = {}) => server.inject({ method: 'GET', url, headers }),
    post: (url, fields, headers = {}) =>
      server.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(fields).toString(),
      }),
    close: () => server.close(),
  }
}

/** The path of the newest link of a kind. */
export async function newestLink(desk: TestDesk, act: string): Promise<string> {
  const link = await desk.store.first<{ id: number }>('SELECT MAX(id) AS id FROM action_links WHERE act = ?', [act])
  if (!link?.id) throw new Error(`there is no link to ${act}`)
  return linkPath(desk.tools.marks.sign('link', link.id))
}

/** A ticket of Paul's that Claire has solved. */
export async function solveTicket(desk: TestDesk, solution = 'It was out of paper.'): Promise<number> {
  const opened = await desk.receive(
    draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }),
  )
  if (opened.outcome.kind !== 'opened') throw new Error(opened.reason.en)
  await solveAgain(desk, solution)
  return opened.outcome.ticketId
}

export async function solveAgain(desk: TestDesk, solution: string): Promise<void> {
  const reply = await lastMailTo(desk, 'claire@school.example')
  await desk.receive(
    draftMail({ from: 'Claire Martin <claire@school.example>', ...reply, text: `/solve\n${solution}` }),
  )
}

/** Everything that a change by a link would touch. */
export async function trail(desk: TestDesk): Promise<object> {
  return {
    tickets: await desk.store.all('SELECT * FROM tickets'),
    actors: await desk.store.all('SELECT * FROM ticket_actors'),
    solutions: await desk.store.all('SELECT * FROM solutions'),
    links: await desk.store.all('SELECT * FROM action_links'),
    events: await desk.store.all('SELECT * FROM ticket_events'),
    confirmations: await desk.store.all('SELECT * FROM confirmations'),
    outbox: await desk.store.all('SELECT * FROM outbox_mails'),
    inbound: await desk.store.all('SELECT * FROM inbound_mails'),
  }
}
