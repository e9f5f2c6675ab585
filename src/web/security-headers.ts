import { styleSource } from './views/style.ts'

/**
 * On every answer. The pages load nothing but their own style, run nothing, stand in no frame and send forms only here. The sandbox holds
 * even where a stranger's markup got past the sanitiser; allow-same-origin lets the form come back as our own (there are no scripts).
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    'sandbox allow-forms allow-same-origin allow-popups allow-top-navigation-by-user-activation',
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
