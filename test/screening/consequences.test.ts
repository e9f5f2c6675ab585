import { describe, expect, it } from 'vitest'
import { consequenceOf } from '../../src/screening/consequences.ts'
import type { EntitySettings } from '../../src/settings/entity-schema.ts'

describe('consequenceOf', () => {
  it('records bounces and automatic replies, opens a silent ticket for an alert, ignores bulk and loops', () => {
    expect(consequenceOf('bounce')).toBe('record')
    expect(consequenceOf('auto-reply')).toBe('record')
    expect(consequenceOf('auto-generated')).toBe('open-silently')
    expect(consequenceOf('bulk')).toBe('ignore')
    expect(consequenceOf('loop')).toBe('ignore')
  })

  it('lets the entity choose, in the words of its settings', () => {
    const chosen: EntitySettings['consequences'] = { 'auto-reply': 'ignore' }
    expect(consequenceOf('auto-reply', chosen)).toBe('ignore')
    expect(consequenceOf('bulk', { bulk: 'open-silently' })).toBe('open-silently')
    expect(consequenceOf('auto-generated', { bulk: 'open-silently' })).toBe('open-silently')
  })

  it('never opens a ticket for our own mail', () => {
    expect(consequenceOf('loop', { loop: 'open-silently' })).toBe('record')
  })
})
