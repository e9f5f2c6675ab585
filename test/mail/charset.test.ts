import { describe, expect, it } from 'vitest'
import { decodeBytes } from '../../src/mail/charset.ts'
import { decodeHeaderText } from '../../src/mail/encoded-words.ts'
import { parseMail } from '../../src/mail/parse.ts'
import { inPieces, mailOf } from './mail-source.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('decodeBytes', () => {
  it.each([
    ['gb2312', 'c4e3 bac3', '你好'],
    ['gb18030', 'c4e3 bac3 8139 ee39', '你好㐀'],
    ['big5', 'a741 a66e', '你好'],
    ['shift_jis', '8365 8358 8367', 'テスト'],
    ['iso-2022-jp', '1b2442 2546 2539 2548 1b2842', 'テスト'],
    ['', '1b2442 2546 2539 2548 1b2842', 'テスト'],
    ['euc-jp', 'a5c6 a5b9 a5c8', 'テスト'],
    ['euc-kr', 'b0ed b8b6', '고마'],
    ['ks_c_5601-1987', 'b0ed b8b6', '고마'],
    ['koi8-r', 'f0d2 c9d7 c5d4', 'Привет'],
    ['windows-1251', 'cff0 e8e2 e5f2', 'Привет'],
    ['iso-8859-8-i', 'f9ec e5ed', 'שלום'],
    ['utf-7', '2b414f6b2d', 'é'],
    ['"ISO-8859-1"', 'e9', 'é'],
    ['utf8', 'c3a9', 'é'],
    ['x-unknown', 'c3a9', 'é'],
    ['cp1252', '80', '€'],
    ['ibm850', '82', 'é'],
    ['macintosh', '8e', 'é'],
    ['iso-2022-kr', '1b24 2943 0e 306d 3836 0f 21', '고마!'],
    ['hz-gb-2312', '7e7b 4463 3a43 7e7d 217e 7e', '你好!~'],
  ])('%s', (charset, bytes, text) => {
    expect(decodeBytes(hex(bytes), charset).text).toBe(text)
  })

  it('tells Cyrillic and Chinese without a charset from accented Latin', () => {
    const cyrillic = Buffer.from(
      'd3 ec e5 ed ff 20 ed e5 20 f0 e0 e1 ee f2 e0 e5 f2 20 ef f0 e8 ed f2 e5 f0 2c 20 ef ee ec ee e3 e8 f2 e5 20 ef ee e6 e0 eb f3 e9 f1 f2 e0'.replaceAll(
        ' ',
        '',
      ),
      'hex',
    )
    expect(decodeBytes(cyrillic, '').text).toBe(decodeBytes(cyrillic, 'windows-1251').text)
    expect(decodeBytes(Buffer.from('caf\xe9 cr\xe8me, d\xe9j\xe0 vu', 'latin1'), '').text).toBe('café crème, déjà vu')
    expect(decodeBytes(hex('c4e3bac3'), '', ['gb2312']).text).toBe('你好')
  })

  it('keeps UTF-8 of which only a little is broken', () => {
    expect(decodeBytes(Buffer.concat([Buffer.from('Здравствуйте'), Buffer.from([0xd0])]), 'utf-8').text).toBe(
      'Здравствуйте\ufffd',
    )
  })
})

describe('decodeHeaderText', () => {
  it.each([
    ['=?utf-8?Q?caf=C3=A9?=', 'café'],
    ['=?UTF-8?q?caf=c3=a9?= bar', 'café bar'],
    ['=?utf-8?B?Y2Fmw6k?=', 'café'],
    ['=?utf-8?B?Y2Fmw6k=?= =?utf-8?B?IGJhcg==?=', 'café bar'],
    ['=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=', 'café'],
    ['=?utf-8?B?Y2Fmw?= =?utf-8?B?6k=?=', 'café'],
    ['=?utf-8?Q?a?==?utf-8?Q?b?=', 'ab'],
    ['=?utf-8?Q?a_b c?=', 'a b c'],
    ['=?utf-8?Q?What?=3F?=', 'What??'],
    ['=?utf-8*en?Q?caf=C3=A9?=', 'café'],
    ['=?utf-8?Q?cut off here', 'cut off here'],
    ['"=?iso-8859-1?Q?caf=E9?="', '"café"'],
    ['=?us-ascii?Q?caf=E9?=', 'café'],
    ['=?nothing?Q?caf=C3=A9?=', 'café'],
    ['=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=', 'テスト'],
    ['caf\xc3\xa9', 'café'],
    ['caf\xe9', 'café'],
    ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['a =? b ?= c', 'a =? b ?= c'],
    ['', ''],
  ])('%s', (raw, text) => {
    expect(decodeHeaderText(raw)).toBe(text)
  })
})

describe('HTML that names its charset itself, in a part that names none', () => {
  it.each([
    '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
    "<META charset='KOI8-R' />",
    '<meta content="text/html;charset=koi8-r" http-equiv=content-type>',
  ])('%s', async (meta) => {
    const html = `<html><head>${meta}</head><body><p>\xf0\xd2\xc9\xd7\xc5\xd4</p></body></html>`
    const mail = await parseMail(inPieces(mailOf('From: a@b.example', 'Content-Type: text/html', '', html)))
    expect(mail.text.trim()).toBe('Привет')
  })
})
