import type { Language } from '../../i18n/language.ts'
import { type Html, html } from './html.ts'
import { style } from './style.ts'

export interface Page {
  language: Language
  title: string
  /** Whose page it is; null where that is not known. */
  desk: string | null
  content: Html
}

/** The frame of every page. It loads nothing and runs nothing. */
export function layout({ language, title, desk, content }: Page): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${desk === null ? title : `${title} – ${desk}`}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<div class="page">
${desk === null ? html`<div class="desk"></div>` : html`<header><p class="desk">${desk}</p></header>`}
<main>
<h1>${title}</h1>
${content}
</main>
</div>
</body>
</html>
`.markup
}
