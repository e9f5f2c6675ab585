import { openStore } from '../../src/store/open-store.ts'
import { temporaryStore } from '../support/store.ts'
import { describeRaces } from './race-contract.ts'

describeRaces(async () => {
  const place = await temporaryStore()
  const second = await openStore({ dialect: 'sqlite', file: `${place.folder}/guichet.sqlite` })
  return { ...place, second, remove: () => second.close().then(place.remove) }
})
