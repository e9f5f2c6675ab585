import { expect, test } from 'vitest'
import { runCrashes } from './crash-run.ts'
import { rollDice } from './dice.ts'

/** `npm run test:crash`; CRASH_SEED=… makes the choices of an earlier run again. */
test('nothing is lost or said twice by thirty deaths in twenty runs under load', async () => {
  const dice = rollDice()
  console.log(`CRASH_SEED=${dice.seed}`)
  const plan = { dice, runs: 20, life: { shortest: 200, longest: 6000 }, mailEvery: 60, patience: 180_000 }
  const report = await runCrashes(plan)
  console.log(JSON.stringify(report))
  expect(report.faults).toEqual([])
  expect(report.kills).toBe(30)
})
