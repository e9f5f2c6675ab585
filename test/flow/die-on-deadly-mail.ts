import { Splitter } from '@zone-eu/mailsplit'

/** Preloaded into the service: a parser with a bug that no error can be made of, such as one that eats all memory. */
const transform: unknown = Reflect.get(Splitter.prototype, '_transform')
if (typeof transform !== 'function') throw new Error('the splitter is not as it was')

Reflect.set(Splitter.prototype, '_transform', function (this: unknown, ...given: unknown[]) {
  if (String(given[0]).includes('X-Deadly:')) process.kill(process.pid, 'SIGKILL')
  return Reflect.apply(transform, this, given)
})
