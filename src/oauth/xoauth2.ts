/** The one line that XOAUTH2 logs in with, the same for IMAP and SMTP (https://developers.google.com/workspace/gmail/imap/xoauth2-protocol). */
export function xoauth2Line(user: string, accessToken: string): string {
  return Buffer.from(`user=${user}\u0001auth=Bearer ${accessToken}\u0001\u0001`).toString('base64')
}
