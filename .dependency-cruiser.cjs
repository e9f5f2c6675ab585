/**
 * Who may import whom (ARCHITECTURE.md says why). Each folder of src names the folders that it may import, and nothing else is allowed:
 * a new folder has to be named here first. TypeScript 7 has no API that dependency-cruiser could read sources with, so swc does it;
 * test/import-rules.test.ts plants one violation of each rule, and fails if it is not seen.
 */

/** Know nothing of the others, so everyone may import them. */
const leaves = ['errors', 'clock', 'log', 'alarm', 'version']
const base = ['settings', 'i18n', 'signing']
const reading = ['mail', 'screening', 'reply', 'command']
const desk = ['ticket', 'knowledge', 'notification', 'desk']
const engine = [
  ...base,
  ...reading,
  ...desk,
  'store',
  'oauth',
  'mail-template',
  'outbox',
  'threading',
  'action-link',
  'process',
  'receive',
  'erasure',
  'health',
]

const mayImport = {
  // What everything stands on imports nothing above itself.
  ...Object.fromEntries([...leaves, 'i18n', 'signing', 'store', 'oauth'].map((folder) => [folder, []])),
  settings: ['signing', 'i18n'],
  // Understanding a mail is pure: it asks nobody.
  mail: ['i18n'],
  screening: ['mail', 'i18n'],
  reply: ['mail'],
  command: ['mail'],
  // A verb writes its rows and its events, and knows nothing of mails.
  ticket: ['store'],
  knowledge: ['store'],
  'mail-template': ['i18n'],
  outbox: ['store', 'oauth', 'mail', 'mail-template', 'signing', 'i18n'],
  notification: ['ticket', 'outbox', 'signing', 'store', 'settings'],
  desk: ['ticket', 'knowledge', 'notification', 'store', 'settings'],
  threading: ['mail', 'store', 'signing', 'i18n'],
  'action-link': ['desk', 'ticket', 'store', 'signing', 'settings', 'i18n'],
  process: [...base, ...reading, ...desk, 'store', 'mail-template', 'outbox', 'threading', 'action-link'],
  receive: ['store', 'oauth', 'mail', 'i18n'],
  erasure: ['desk', 'ticket', 'threading', 'outbox', 'store', 'settings', 'i18n'],
  health: engine.filter((folder) => folder !== 'health'),
  // The edges: each uses what is below, and none knows another.
  web: engine,
  schedule: engine,
  cli: [...engine, 'app', 'demo'],
  demo: [...engine, 'app'],
  // app and what it is made of is the one place that wires; main only calls the command line.
  app: [...engine, 'web', 'schedule'],
  main: ['cli'],
}

/** One vendor, one folder: whoever wants to change a library finds it in one place. */
const vendors = {
  imapflow: 'receive/imap',
  'smtp-server': 'receive/lmtp|demo',
  'hoodiecrow-imap': 'demo',
  mailparser: 'mail',
  '@zone-eu/mailsplit': 'mail',
  'sanitize-html': 'mail',
  htmlparser2: 'mail',
  mailauth: 'process',
  nodemailer: 'outbox|demo',
  mjml: 'mail-template',
  handlebars: 'mail-template',
  sequelize: 'store',
  mysql2: 'store',
  umzug: 'store',
  fastify: 'web|demo',
  '@fastify/.+': 'web',
  'prom-client': 'health',
  commander: 'cli',
}

/** A folder, or a file of src itself; app covers app-setups.ts and the like. */
const place = (name) => `^src/${name}(/|-[a-z-]+[.]ts$|[.]ts$)`

const folderRules = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `from-${name}`,
  comment: `${name} may import ${allowed.length > 0 ? `${allowed.join(', ')} and the leaves` : 'only the leaves'}`,
  severity: 'error',
  from: { path: place(name) },
  to: { path: '^src/', pathNot: [name, ...leaves, ...allowed, 'types'].map(place) },
}))

const vendorRules = Object.entries(vendors).map(([library, folder]) => ({
  name: `vendor-${library.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}`,
  comment: `${library} belongs in src/${folder} alone`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folder})/` },
  to: { path: `(^|/)node_modules/(@types/)?${library}/` },
}))

module.exports = {
  forbidden: [
    ...folderRules,
    ...vendorRules,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      comment: 'a file that imports nothing and that nothing imports',
      severity: 'error',
      from: { orphan: true, pathNot: '[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'placed',
      comment: 'a folder of src has to be named in mayImport',
      severity: 'error',
      from: { path: '^src/', pathNot: [...Object.keys(mayImport), 'types'].map(place) },
      to: {},
    },
    {
      name: 'only-desk-notifies',
      comment: 'whoever changes a ticket does it through desk/perform.ts, which tells whom it concerns',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(desk|notification)/' },
      to: { path: '^src/notification/(notify|plan-[a-z]+)[.]ts$' },
    },
    {
      name: 'pure',
      comment: 'understanding a mail does no I/O: same bytes, same answer',
      severity: 'error',
      from: { path: '^src/(mail|screening|reply|command|signing)/' },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|net|tls|dns|http|https|http2|dgram|child_process|worker_threads|timers|sqlite)(/|$)',
      },
    },
    {
      name: 'no-tests-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|docs|fixtures)/' },
    },
    { name: 'resolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
