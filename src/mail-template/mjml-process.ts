import mjml2html from 'mjml'
import { z } from 'zod'

/** The process that MJML is compiled in; see mjml-compiler.ts. */
const order = z.object({ id: z.number(), mjml: z.string() })

process.on('message', (message) => {
  void answer(order.parse(message))
})

async function answer({ id, mjml }: z.infer<typeof order>): Promise<void> {
  try {
    const options = { validationLevel: 'soft', fonts: {}, keepComments: false, ignoreIncludes: true } as const
    const { html, errors } = await mjml2html(mjml, options)
    tell({ id, html, errors: errors.map(({ line, tagName, message }) => ({ line, tagName, message })) })
  } catch (error) {
    tell({ id, failed: error instanceof Error ? error.message : String(error) })
  }
}

/** Whoever asked may have ended meanwhile: then nobody is left to hear of it. */
function tell(answer: object): void {
  process.send?.(answer, undefined, undefined, () => {})
}
