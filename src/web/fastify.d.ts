import 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked by machines all day. */
    isUnlimited?: boolean
  }
}
