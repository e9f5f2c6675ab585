import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import type { Language } from '../src/i18n/language.ts'
import { createTemplates, type RenderedMail } from '../src/mail-template/render.ts'
import { sampleOf } from '../src/mail-template/samples/sample-of.ts'
import { shippedTemplates } from '../src/mail-template/template-files.ts'
import { launchChromium } from '../test/support/chromium.ts'

/** Makes the pictures of both READMEs from the shipped templates and their sample data: `npm run screenshots`. */

interface Picture {
  name: string
  mail: RenderedMail
  width: number
  /** Cut here: the earlier exchange goes on below. */
  height: number
  dark: boolean
}

const templates = createTemplates({ folder: shippedTemplates })
const PICTURES: readonly Picture[] = [...(await picturesIn('en')), ...(await picturesIn('fr'))]

const browser = await launchChromium()
try {
  for (const picture of PICTURES) console.log(await take(browser, picture))
} finally {
  await browser.close()
}

async function picturesIn(language: Language): Promise<Picture[]> {
  const receipt = await templates.render('new', language, { ...sampleOf('new', language), dropped: [] })
  // The samples show all that a template can say at once; a picture shows what one mail says.
  const followup = await templates.render('followup-technician', language, {
    ...sampleOf('followup-technician', language),
    encrypted: null,
    dropped: [],
  })
  const solved = await templates.preview('solved', language)
  const ending = language === 'en' ? '' : `-${language}`
  return [
    { name: `new${ending}`, mail: receipt, width: 640, height: 592, dark: false },
    { name: `followup-technician${ending}`, mail: followup, width: 640, height: 514, dark: false },
    { name: `solved${ending}`, mail: solved, width: 640, height: 608, dark: false },
    { name: `solved-dark${ending}`, mail: solved, width: 640, height: 608, dark: true },
    { name: `solved-phone${ending}`, mail: solved, width: 375, height: 667, dark: false },
  ]
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
