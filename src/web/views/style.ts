import { createHash } from 'node:crypto'

/** The look of every page: the colours of our mails, light and dark. It stands in the page, so that a page is one request. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2933; --soft: #56616c; --brand: #0f6b63; --on-brand: #fff; --line: #cbd3da; --edge: #6b7680; --tint: #f3f6f7; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181c; --ink: #e6e9ec; --soft: #a7b1bb; --brand: #62cabd; --on-brand: #0b1f1d; --line: #39424b; --edge: #8b97a3; --tint: #1d2227; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
.page { max-width: 640px; margin: 0 auto; padding: 20px 20px 40px; }
.desk { margin: 0; padding-top: 10px; border-top: 3px solid var(--brand); color: var(--brand); font-size: 15px; font-weight: 600; }
h1 { margin: 18px 0 10px; font-size: 26px; line-height: 1.25; font-weight: 600; }
h2 { margin: 26px 0 6px; font-size: 18px; line-height: 1.3; font-weight: 600; }
p { margin: 0 0 12px; }
a { color: var(--brand); }
.small { color: var(--soft); font-size: 15px; }
.ticket { margin: 0 0 14px; color: var(--soft); font-size: 15px; }
.words { max-height: 60vh; overflow: auto; margin: 0 0 16px; padding: 14px 16px; border-left: 3px solid var(--line); background: var(--tint); }
.words > :last-child { margin-bottom: 0; }
.words pre { white-space: pre-wrap; }
.words img { max-width: 100%; height: auto; }
.words img:not([alt]), .words img[alt=''] { display: none; }
.words table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; }
.words td, .words th { padding: 3px 8px; border: 1px solid var(--line); vertical-align: top; text-align: start; overflow-wrap: break-word; }
.words blockquote { margin: 6px 0; padding-left: 12px; border-left: 2px solid var(--line); }
.lines { white-space: pre-line; }
dl { margin: 0 0 14px; padding: 12px 16px; background: var(--tint); }
dt { color: var(--soft); font-size: 15px; }
dd { margin: 0 0 8px; }
form { margin: 18px 0; }
label { display: block; margin: 0 0 2px; font-weight: 600; }
textarea { display: block; width: 100%; min-height: 5.5em; margin: 6px 0 12px; padding: 10px 12px; border: 2px solid var(--edge); border-radius: 8px; background: var(--paper); color: var(--ink); font: inherit; }
button { min-height: 48px; padding: 11px 24px; border: 2px solid var(--edge); border-radius: 8px; background: transparent; color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
button.main { border-color: var(--brand); background: var(--brand); color: var(--on-brand); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
.both { display: flex; flex-wrap: wrap; gap: 12px; }
.both form { margin: 6px 0; }
@media (max-width: 480px) {
  button, .both form { width: 100%; }
}
@media print { form { display: none; } .words { max-height: none; } }
`

/** For `style-src`: this style, and no other. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`
