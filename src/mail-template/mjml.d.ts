/** What is used of mjml 5, which brings no types of its own. */
declare module 'mjml' {
  interface MjmlProblem {
    line: number
    message: string
    tagName: string
  }

  interface MjmlOptions {
    validationLevel: 'soft'
    /** Web fonts to load by name; MJML's default list points to Google. */
    fonts: Record<string, string>
    keepComments: boolean
    ignoreIncludes: boolean
  }

  export default function mjml2html(
    source: string,
    options: MjmlOptions,
  ): Promise<{ html: string; errors: MjmlProblem[] }>
}
