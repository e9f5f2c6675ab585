import { type Durability, readDurability } from '../../../store/queries/durability.ts'
import type { Check } from '../check.ts'
import { sentenceOf } from '../examine.ts'
import { type Finding, NothingYet, right, same, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** Whether the database opens, and whether what it has confirmed outlives a power cut. */
export const database: Check = {
  name: 'database',
  title: { en: 'Database', fr: 'Base de données' },
  probes: (patient) => [{ subject: patient.settings.database.dialect, seconds: 40, run: () => tryDatabase(patient) }],
}

async function tryDatabase({ instruments }: Patient): Promise<Finding[]> {
  let durability: Durability
  try {
    durability = await readDurability(await instruments.store())
  } catch (error) {
    if (error instanceof NothingYet) throw error
    return [closed(error)]
  }
  const faults = durability.dialect === 'sqlite' ? sqliteFaults(durability) : mariadbFaults(durability)
  return [opens(durability), ...faults]
}

const closed = (error: unknown): Finding =>
  wrong(
    {
      en: `The database does not open: ${sentenceOf(error, 'en')}`,
      fr: `La base de données ne s’ouvre pas : ${sentenceOf(error, 'fr')}`,
    },
    {
      en: 'Check host, user, password and name under database, whether the server runs, and whether that user has all rights on it.',
      fr: 'Vérifiez host, user, password et database, que le serveur tourne et que cet utilisateur a tous les droits sur la base.',
    },
  )

function opens(durability: Durability): Finding {
  if (durability.dialect === 'mariadb') return right(same(`MariaDB ${durability.version}`))
  return right(same(`SQLite, journal_mode=${durability.journalMode}, synchronous=${durability.synchronous}`))
}

function sqliteFaults({ journalMode, synchronous }: Extract<Durability, { dialect: 'sqlite' }>): Finding[] {
  const faults: Finding[] = []
  if (journalMode.toLowerCase() !== 'wal')
    faults.push(
      warning(
        {
          en: `SQLite keeps no write-ahead log here (${journalMode}).`,
          fr: `SQLite ne tient pas de journal WAL ici (${journalMode}).`,
        },
        {
          en: 'Put the data folder on a local disk: network file systems cannot.',
          fr: 'Mettez le dossier de données sur un disque local : les partages réseau ne le permettent pas.',
        },
      ),
    )
  // 2 is FULL, 3 is EXTRA.
  if (synchronous < 2)
    faults.push(
      wrong(
        {
          en: 'SQLite does not sync at each commit: a power cut loses mails that were confirmed.',
          fr: 'SQLite n’écrit pas sur le disque à chaque validation : une coupure perd des messages confirmés.',
        },
        {
          en: 'Another program has changed the database: PRAGMA synchronous = FULL.',
          fr: 'Un autre programme a modifié la base : PRAGMA synchronous = FULL.',
        },
      ),
    )
  return faults
}

function mariadbFaults(found: Extract<Durability, { dialect: 'mariadb' }>): Finding[] {
  const faults: Finding[] = []
  if (found.flushLogAtCommit !== 1) faults.push(notDurable('innodb_flush_log_at_trx_commit', found.flushLogAtCommit, 1))
  if (found.binaryLog && found.syncBinlog !== 1) faults.push(notSynced(found.syncBinlog))
  if (!found.doublewrite) faults.push(notDurable('innodb_doublewrite', 'OFF', 'ON'))
  if (!found.characterSet.startsWith('utf8mb4')) faults.push(notUnicode(found.characterSet))
  if (found.oddTables.length > 0) faults.push(oddTables(found.oddTables))
  return faults
}

const notDurable = (name: string, value: string | number, wanted: string | number): Finding =>
  wrong(
    {
      en: `${name} is ${value}: a power cut loses mails that were confirmed.`,
      fr: `${name} vaut ${value} : une coupure de courant perd des messages confirmés.`,
    },
    {
      en: `Set ${name} = ${wanted} in the server’s configuration and restart it.`,
      fr: `Mettez ${name} = ${wanted} dans la configuration du serveur et redémarrez-le.`,
    },
  )

const notSynced = (value: number): Finding =>
  warning(
    {
      en: `sync_binlog is ${value}: after a power cut, the binary log and its replicas may lack what is committed.`,
      fr: `sync_binlog vaut ${value} : après une coupure, le journal binaire et ses répliques peuvent être en retard.`,
    },
    {
      en: 'Set sync_binlog = 1, unless no replica and no backup reads the binary log.',
      fr: 'Mettez sync_binlog = 1, sauf si aucune réplique ni sauvegarde ne lit ce journal.',
    },
  )

const notUnicode = (characterSet: string): Finding =>
  warning(
    {
      en: `New tables of the database would be ${characterSet}; ours are made as utf8mb4 whatever it says.`,
      fr: `Les nouvelles tables de la base seraient en ${characterSet} ; les nôtres sont en utf8mb4 quoi qu’elle dise.`,
    },
    {
      en: 'ALTER DATABASE … CHARACTER SET utf8mb4 keeps those of other programs right too.',
      fr: 'ALTER DATABASE … CHARACTER SET utf8mb4 évite les surprises aux autres programmes.',
    },
  )

const oddTables = (names: readonly string[]): Finding =>
  wrong(
    {
      en: `These tables are not InnoDB with utf8mb4: ${names.slice(0, 10).join(', ')}.`,
      fr: `Ces tables ne sont pas en InnoDB et utf8mb4 : ${names.slice(0, 10).join(', ')}.`,
    },
    {
      en: 'Somebody has changed them: restore the backup, or ALTER TABLE … ENGINE=InnoDB.',
      fr: 'Quelqu’un les a modifiées : restaurez la sauvegarde, ou ALTER TABLE … ENGINE=InnoDB.',
    },
  )
