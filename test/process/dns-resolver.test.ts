import { describe, expect, it } from 'vitest'
import { boundedResolver, cachingResolver, type Resolve } from '../../src/process/dns-resolver.ts'

const failing = (code: string) => Object.assign(new Error(code), { code })

describe('cachingResolver', () => {
  function counted(answer: () => string[] | Error) {
    let asked = 0
    const resolve: Resolve = async () => {
      asked += 1
      const given = answer()
      if (given instanceof Error) throw given
      return given
    }
    return { resolve, asked: () => asked }
  }

  it('asks once while the answer is fresh, and shares questions under way', async () => {
    let now = 0
    const { resolve, asked } = counted(() => ['x'])
    const cached = cachingResolver(resolve, () => now, { keptFor: 100, absentFor: 10, silentFor: 5, names: 5 })
    await Promise.all([cached('A.example', 'TXT'), cached('a.example', 'TXT')])
    now = 99
    await cached('a.example', 'TXT')
    expect(asked()).toBe(1)
    await cached('a.example', 'MX')
    now = 101
    await cached('a.example', 'TXT')
    expect(asked()).toBe(3)
  })

  it('keeps for a short while that there is nothing or that nobody answers, and other troubles not at all', async () => {
    let now = 0
    const absent = counted(() => failing('ENOTFOUND'))
    const cached = cachingResolver(absent.resolve, () => now, { keptFor: 100, absentFor: 10, silentFor: 5, names: 5 })
    await expect(cached('a', 'TXT')).rejects.toThrow('ENOTFOUND')
    await expect(cached('a', 'TXT')).rejects.toThrow('ENOTFOUND')
    expect(absent.asked()).toBe(1)
    now = 11
    await expect(cached('a', 'TXT')).rejects.toThrow('ENOTFOUND')
    expect(absent.asked()).toBe(2)
    const trouble = counted(() => failing('ESERVFAIL'))
    const other = cachingResolver(trouble.resolve, () => now)
    await expect(other('a', 'TXT')).rejects.toThrow('ESERVFAIL')
    await expect(other('a', 'TXT')).rejects.toThrow('ESERVFAIL')
    expect(trouble.asked()).toBe(2)
    const silence = counted(() => failing('ETIMEOUT'))
    const third = cachingResolver(silence.resolve, () => now)
    for (const at of [0, 29_000, 31_000]) {
      now = at
      await expect(third('a', 'TXT')).rejects.toThrow('ETIMEOUT')
    }
    expect(silence.asked()).toBe(2)
  })

  it('keeps no more names than allowed', async () => {
    const { resolve, asked } = counted(() => ['x'])
    const cached = cachingResolver(resolve, () => 0, { keptFor: 100, absentFor: 10, silentFor: 5, names: 2 })
    for (const name of ['a', 'b', 'c', 'c', 'b', 'a']) await cached(name, 'TXT')
    expect(asked()).toBe(4)
  })
})

describe('boundedResolver', () => {
  it('gives up on a resolver that never answers', async () => {
    const bounded = boundedResolver(() => new Promise(() => {}), 20, 10)
    await expect(bounded('a', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' })
    await expect(bounded('b', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  })

  it('asks no more than it may', async () => {
    const bounded = boundedResolver(async () => ['x'], 10_000, 2)
    await bounded('a', 'TXT')
    await bounded('b', 'TXT')
    await expect(bounded('c', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  })
})
