import { expect, test } from 'vitest'
import { runCrashes } from './crash-run.ts'
import { rollDice } from './dice.ts'

/** The short form of `npm run test:crash`. */
test('nothing is lost or said twice by three deaths under load', { timeout: 120_000 }, async () => {
  const dice = rollDice()
  console.log(`CRASH_SEED=${dice.seed}`)
  const report = await runCrashes({
    dice,
    runs: 2,
    life: { shortest: 500, longest: 3500 },
    mailEvery: 60,
    patience: 60_000,
  })
  console.log(JSON.stringify(report))
  expect(report.faults).toEqual([])
  expect(report.kills).toBe(3)
})
