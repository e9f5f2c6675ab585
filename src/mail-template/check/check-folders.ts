import { LANGUAGES } from '../../i18n/language.ts'
import type { TemplateProblem } from '../problem.ts'
import { isMailEvent } from '../registry.ts'
import { listTemplates, type TemplateFolders } from '../template-files.ts'

/** Files that no mail is made from: an override with a typing mistake in its name would otherwise change nothing, silently. */
export async function checkFolders(folders: TemplateFolders): Promise<TemplateProblem[]> {
  const names = await listTemplates(folders)
  return names
    .filter((name) => !isKnown(name))
    .map((name) => ({
      file: name,
      line: 0,
      what: { en: 'no mail is made from this file', fr: 'aucun message n’est fait de ce fichier' },
      mend: {
        en: `Use <event>/<${LANGUAGES.join('|')}>.<mjml|txt|subject>.hbs, or layouts/ or partials/`,
        fr: `Nommez-le <événement>/<${LANGUAGES.join('|')}>.<mjml|txt|subject>.hbs, ou placez-le dans layouts/ ou partials/`,
      },
    }))
}

const EVENT_FILE = new RegExp(`^([a-z-]+)/(?:${LANGUAGES.join('|')})\\.(?:mjml|txt|subject)\\.hbs$`)

function isKnown(name: string): boolean {
  if (/^layouts\/(?:ticket|plain)\.(?:mjml|txt)\.hbs$/.test(name)) return true
  if (/^partials\/.+\.(?:mjml|txt)\.hbs$/.test(name)) return true
  return isMailEvent(EVENT_FILE.exec(name)?.[1] ?? '')
}
