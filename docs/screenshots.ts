import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { createTemplates, type RenderedMail } from '../src/mail-template/render.ts'
import { sampleOf } from '../src/mail-template/samples/sample-of.ts'
import { shippedTemplates } from '../src/mail-template/template-files.ts'
import { launchChromium } from '../test/support/chromium.ts'

/** Makes the pictures of the README from the shipped templates and their sample data: `npm run screenshots`. */

interface Picture {
  name: string
  mail: RenderedMail
  width: number
  /** Cut here: the earlier exchange goes on below. */
  height: number
  dark: boolean
}

const templates = createTemplates({ folder: shippedTemplates })
const receipt = await templates.render('new', 'en', { ...sampleOf('new', 'en'), dropped: [] })
const followup = await templates.preview('followup-technician', 'en')
const solved = await templates.preview('solved', 'en')

const PICTURES: readonly Picture[] = [
  { name: 'new', mail: receipt, width: 640, height: 580, dark: false },
  { name: 'followup-technician', mail: followup, width: 640, height: 620, dark: false },
  { name: 'solved', mail: solved, width: 640, height: 640, dark: false },
  { name: 'solved-dark', mail: solved, width: 640, height: 640, dark: true },
  { name: 'solved-phone', mail: solved, width: 375, height: 667, dark: false },
]

const browser = await launchChromium()
try {
  for (const picture of PICTURES) console.log(await take(browser, picture))
} finally {
  await browser.close()
}

async function take(from: Browser, picture: Picture): Promise<string> {
  const page = await from.newPage({
    viewport: { width: picture.width, height: picture.height },
    colorScheme: picture.dark ? 'dark' : 'light',
  })
  await page.setContent(picture.mail.html)
  const path = fileURLToPath(new URL(`images/${picture.name}.png`, import.meta.url))
  await page.screenshot({ path })
  await page.close()
  return `${path}: ${Math.round((await stat(path)).size / 1000)} KB`
}
