import { mkdir, readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'
import { newestLink, openTestWeb, solveTicket, type TestWeb } from '../support/web.ts'

/** Runs in the page: the texts whose contrast is too weak. */
const weakContrasts = await readFile(new URL('../support/weak-contrasts.browser.js', import.meta.url), 'utf8')
/** Where screenshots go, for whoever wants to look. */
const shots = process.env['GUICHET_SCREENSHOTS']

let browser: Browser
let desk: TestDesk
let web: TestWeb
let origin: string
beforeAll(async () => {
  browser = await launchChromium()
  if (shots) await mkdir(shots, { recursive: true })
})
afterAll(() => browser.close())
beforeEach(async () => {
  desk = await openTestDesk()
  web = await openTestWeb(desk)
  origin = await web.server.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  await web.close()
  await desk.remove()
})

interface Look {
  colorScheme: 'light' | 'dark'
  width: number
}

async function openPage({ colorScheme, width }: Look): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme, viewport: { width, height: 760 } })
  return context.newPage()
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const looks: Look[] = [
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'light', width: 1000 },
  { colorScheme: 'dark', width: 1000 },
]

async function looksRight(page: Page, name: string, look: Look): Promise<void> {
  await shoot(page, `${name}-${look.colorScheme}-${look.width}`)
  expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(look.width)
  expect(await page.evaluate(weakContrasts), name).toEqual([])
  const boxes = await Promise.all((await page.locator('button').all()).map((button) => button.boundingBox()))
  for (const box of boxes) expect(box?.height, name).toBeGreaterThanOrEqual(44)
}

describe.each(looks)('in $colorScheme colours, $width pixels wide', (look) => {
  it('every page can be read without scrolling aside', async () => {
    await desk.receive(
      draftMail({ from: 'Claire Martin <claire@school.example>', proved: false, text: 'I shall come.' }),
    )
    const held = await newestLink(desk, 'confirm-sender')
    await solveTicket(desk, `Le bac était vide, je l’ai rempli.\n\n${'x'.repeat(300)}\n- un\n- deux`)
    const approve = await newestLink(desk, 'approve')
    const page = await openPage(look)
    for (const [name, path] of [
      ['approve', approve],
      ['refuse', await newestLink(desk, 'refuse')],
      ['held', held],
      ['unknown', '/l/bkaaaaaaaaaaaaaaaaaa'],
    ] as const) {
      await page.goto(origin + path)
      await looksRight(page, name, look)
    }
    await page.goto(origin + approve)
    await page.getByLabel('Qu’est-ce qui ne va pas encore').fill('Toujours rien.\nMême après un redémarrage.')
    await page.getByRole('button', { name: 'Non, pas encore' }).click()
    await looksRight(page, 'refused', look)
    await page.goto(origin + approve)
    await looksRight(page, 'used', look)
    await page.goto(origin + (await newestLink(desk, 'undo')))
    await looksRight(page, 'undo', look)
    await page.context().close()
  })

  it('a stranger’s markup in a solution neither widens the page nor loads anything', async () => {
    await solveTicket(desk)
    const html = `<p style="width:3000px;color:#fff">white</p><table><tr>${'<td>cellcellcell</td>'.repeat(12)}</tr></table>
      <pre>${'long line of code '.repeat(30)}</pre><img src="https://tracker.example/x.png" width="2000" alt="chart">`
    await desk.store.run('UPDATE solutions SET content_html = ?', [html])
    const page = await openPage(look)
    const loaded: string[] = []
    page.on('requestfinished', (request) => loaded.push(request.url()))
    const kept: (string | undefined)[] = []
    page.on('requestfailed', (request) => kept.push(request.failure()?.errorText))
    await page.goto(origin + (await newestLink(desk, 'approve')))
    await looksRight(page, 'markup', look)
    expect(loaded).toHaveLength(1)
    expect(kept).toEqual(['csp'])
    const cell = await page.locator('.words td').first().boundingBox()
    expect(cell?.height, 'a row stays a line: a wide table scrolls').toBeLessThan(48)
    await page.context().close()
  })
})

it('a solution is approved by keyboard alone, without script', async () => {
  await solveTicket(desk)
  const page = await openPage({ colorScheme: 'light', width: 1000 })
  await page.goto(origin + (await newestLink(desk, 'approve')))
  await page.keyboard.press('Tab')
  const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')
  expect(await page.evaluate('document.activeElement.value')).toBe('approve')
  expect(outline).toBe('3px')
  await shoot(page, 'focus')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Merci, c’est noté' }).waitFor()
  await shoot(page, 'approved')
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed', closed_how: 'link' })
  // Going back asks anew, since nothing of it is kept.
  await page.goBack()
  await page.getByRole('heading', { name: 'Ce lien a déjà servi' }).waitFor()
  await page.context().close()
})

it('a refusal is typed and sent by keyboard; its page says whose language it is in and names its fields', async () => {
  await solveTicket(desk)
  const page = await openPage({ colorScheme: 'dark', width: 360 })
  await page.goto(origin + (await newestLink(desk, 'refuse')))
  expect(await page.evaluate('document.documentElement.lang')).toBe('fr')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Toujours rien.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.getByRole('heading', { name: 'Merci de nous l’avoir dit' }).waitFor()
  expect(await desk.store.first('SELECT answer_reason FROM solutions')).toEqual({ answer_reason: 'Toujours rien.' })
  const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
  expect(inReplyTo).toContain('@school.example')
  await page.context().close()
})
