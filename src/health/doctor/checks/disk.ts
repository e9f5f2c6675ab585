import type { Check } from '../check.ts'
import { type Finding, right, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

const megabyte = 1_000_000
const lowMegabytes = 2000
const fullMegabytes = 200
const lowFiles = 10_000

/** The data folder: whether it can be written to, how much is free, and who may read it. */
export const disk: Check = {
  name: 'disk',
  title: { en: 'Disk', fr: 'Disque' },
  probes: (patient) => [{ subject: patient.settings.data, run: () => tryFolder(patient) }],
}

async function tryFolder({ instruments, settings: { data } }: Patient): Promise<Finding[]> {
  const mode = await instruments.fileMode(data)
  if (mode === null) return [absent(data)]
  return [await trySpace(instruments, data), ...(mode & 0o007 ? [openToAll(data)] : [])]
}

async function trySpace(instruments: Patient['instruments'], data: string): Promise<Finding> {
  try {
    const { free, freeFiles } = await instruments.disk(data)
    return tellSpace(Math.floor(free / megabyte), freeFiles)
  } catch (error) {
    return notWritable(error instanceof Error ? error.message : String(error))
  }
}

function tellSpace(megabytes: number, freeFiles: number | null): Finding {
  const files = freeFiles !== null && freeFiles < lowFiles
  const text = {
    en: files ? `Only ${freeFiles} files may still be made.` : `${megabytes} MB are free.`,
    fr: files ? `Seuls ${freeFiles} fichiers peuvent encore être créés.` : `${megabytes} Mo sont libres.`,
  }
  if (megabytes < fullMegabytes) return wrong(text, makeRoom)
  return megabytes < lowMegabytes || files ? warning(text, makeRoom) : right(text)
}

const makeRoom = {
  en: 'Make room, or shorten retention: without room no mail is taken in (the servers keep it meanwhile).',
  fr: 'Faites de la place, ou raccourcissez retention : sans place, aucun message n’est pris (les serveurs le gardent).',
}

const absent = (folder: string): Finding =>
  warning(
    { en: `${folder} is not there yet.`, fr: `${folder} n’existe pas encore.` },
    {
      en: 'The first start makes it; see that its user may.',
      fr: 'Le premier démarrage le crée ; vérifiez que son utilisateur en a le droit.',
    },
  )

const notWritable = (reason: string): Finding =>
  wrong(
    { en: `Nothing can be written here: ${reason}`, fr: `Rien ne peut y être écrit : ${reason}` },
    /^(?:ENOSPC|EDQUOT)\b/.test(reason) ? makeRoom : giveFolder,
  )

const giveFolder = {
  en: 'Give the folder to the user who runs Guichet.',
  fr: 'Donnez ce dossier à l’utilisateur qui lance Guichet.',
}

const openToAll = (folder: string): Finding =>
  warning(
    { en: 'Every user of this machine may look into it.', fr: 'Tout utilisateur de cette machine peut y regarder.' },
    { en: `chmod 750 ${folder}`, fr: `chmod 750 ${folder}` },
  )
