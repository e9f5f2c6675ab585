import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAIL_EVENTS } from '../../src/mail-template/registry.ts'
import { createTemplates } from '../../src/mail-template/render.ts'
import { sampleOf } from '../../src/mail-template/samples/sample-of.ts'
import { vouchSanitised } from '../../src/mail-template/sanitised-html.ts'
import { shippedTemplates } from '../../src/mail-template/template-files.ts'
import { launchChromium } from '../support/chromium.ts'

/** Runs in the page: the texts whose contrast is too weak. */
const weakContrasts = await readFile(new URL('../support/weak-contrasts.browser.js', import.meta.url), 'utf8')

const templates = createTemplates({ folder: shippedTemplates })
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe.each(['light', 'dark'] as const)('on a phone, in %s colours', (colorScheme) => {
  let page: Page
  const requests: string[] = []
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 375, height: 667 }, colorScheme })
    page.on('request', (request) => requests.push(request.url()))
  })

  it('every mail can be read without scrolling aside, and loads nothing', async () => {
    for (const event of MAIL_EVENTS) {
      await page.setContent((await templates.preview(event, 'fr')).html)
      expect(await page.evaluate('document.documentElement.scrollWidth'), event).toBeLessThanOrEqual(375)
      expect(await page.evaluate(weakContrasts), event).toEqual([])
    }
    expect(requests).toEqual([])
  })

  it.each([
    ['a word without end', 'x'.repeat(500)],
    ['code', `<pre>${'long line of code '.repeat(30)}</pre>`],
    ['a wide table', `<table><tr>${'<td>cellcellcell</td>'.repeat(12)}</tr></table>`],
    ['a wide picture', `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" width="1200" height="300">`],
  ])('%s in people’s words does not widen the mail', async (_, html) => {
    const sample = sampleOf('followup', 'en')
    const body = { html: vouchSanitised(html), text: '' }
    const history = sample.history.map((item) => ({ ...item, ...body, author: 'x'.repeat(200) }))
    await page.setContent((await templates.render('followup', 'en', { ...sample, body, history })).html)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  })

  it('buttons are big enough for a thumb', async () => {
    await page.setContent((await templates.preview('solved', 'en')).html)
    const boxes = await Promise.all((await page.locator('.button a').all()).map((button) => button.boundingBox()))
    expect(boxes).toHaveLength(2)
    for (const box of boxes) expect(box?.height).toBeGreaterThanOrEqual(44)
  })
})
