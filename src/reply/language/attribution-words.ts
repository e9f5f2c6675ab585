/**
 * The words of attribution lines ("On …, Jane wrote:") as mail clients write them, by language. `verbs` say that somebody
 * wrote; `openings` are the words that such a line starts with. Lower case, compared whole.
 */
interface AttributionWords {
  language: string
  verbs: readonly string[]
  openings: readonly string[]
}

const attributionWords: readonly AttributionWords[] = [
  {
    language: 'en',
    verbs: ['wrote', 'writes', 'has written', 'sent', 'quoting', 'excerpts'],
    openings: ['on', 'at', 'in'],
  },
  {
    language: 'fr',
    verbs: ['a écrit', 'a ecrit', 'à écrit', 'écrivait', 'écrit'],
    openings: ['le', 'en date de', 'en date du'],
  },
  { language: 'de', verbs: ['schrieb', 'schrieben', 'geschrieben', 'schreibt', 'zitat'], openings: ['am', 'den'] },
  {
    language: 'es',
    verbs: ['escribió', 'citando', 'escribio', 'escribieron', 'ha escrito', 'escribía'],
    openings: ['el', 'en fecha', 'con fecha'],
  },
  { language: 'ca', verbs: ['ha escrit', 'va escriure'], openings: ['el', 'la'] },
  {
    language: 'it',
    verbs: ['ha scritto', 'scrive', 'scrisse', 'ha inviato'],
    openings: ['il', 'in data', 'il giorno'],
  },
  { language: 'pt', verbs: ['escreveu', 'escreveram', 'escreve'], openings: ['em', 'no dia', 'no', 'a'] },
  { language: 'nl', verbs: ['schreef', 'het volgende geschreven', 'geschreven', 'schrijft'], openings: ['op'] },
  {
    language: 'pl',
    verbs: ['napisał', 'napisała', 'napisał(a)', 'napisała(-ł)', 'napisano', 'pisze', 'napisana', 'napisana przez'],
    openings: ['w dniu', 'dnia', 'dn.', 'wiadomość'],
  },
  { language: 'sv', verbs: ['skrev', 'skriver', 'skrev följande'], openings: ['den', 'kl.'] },
  { language: 'da', verbs: ['skrev', 'skrev følgende', 'skriver'], openings: ['den', 'd.', 'på'] },
  { language: 'no', verbs: ['skrev', 'skrev følgende'], openings: ['den', 'på'] },
  { language: 'fi', verbs: ['kirjoitti', 'kirjoitti seuraavasti'], openings: [] },
  { language: 'cs', verbs: ['napsal', 'napsala', 'napsal(a)', 'píše', 'napsal/a'], openings: ['dne', 'dňa'] },
  { language: 'sk', verbs: ['napísal', 'napísala', 'napísal(a)', 'píše'], openings: ['dňa'] },
  { language: 'hu', verbs: ['írta', 'ezt írta', 'a következőt írta', 'írt'], openings: [] },
  {
    language: 'ru',
    verbs: ['написал', 'написала', 'написал(а)', 'написал(-а)', 'пишет', 'писал', 'писал(а)', 'писали'],
    openings: ['в'],
  },
  {
    language: 'uk',
    verbs: ['написав', 'написала', 'написав(ла)', 'написав(-ла)', 'пише', 'писав'],
    openings: ['у', 'в'],
  },
  { language: 'bg', verbs: ['написа'], openings: ['на'] },
  { language: 'tr', verbs: ['yazdı', 'şunu yazdı', 'şunları yazdı', 'yazmış'], openings: [] },
  { language: 'el', verbs: ['έγραψε', 'έγραψαν'], openings: ['στις', 'την', 'στις'] },
  { language: 'ro', verbs: ['a scris'], openings: ['în', 'la', 'pe'] },
  {
    language: 'hr',
    verbs: ['je napisao', 'je napisala', 'je napisao/la', 'napisao', 'napisala', 'piše'],
    openings: ['dana'],
  },
  { language: 'sl', verbs: ['je napisal', 'je napisala', 'je napisal/-a'], openings: ['v'] },
  { language: 'et', verbs: ['kirjutas'], openings: [] },
  { language: 'lv', verbs: ['rakstīja'], openings: [] },
  { language: 'lt', verbs: ['rašė', 'parašė'], openings: [] },
  { language: 'th', verbs: ['เขียนว่า', 'เขียน'], openings: ['เมื่อ', 'ใน'] },
  { language: 'id', verbs: ['menulis'], openings: ['pada'] },
  { language: 'vi', verbs: ['đã viết', 'viết'], openings: ['vào'] },
  { language: 'ar', verbs: ['كتب', 'كتبت', 'كتب/كتبت', 'كتب/ت'], openings: ['في', 'بتاريخ'] },
  { language: 'he', verbs: ['כתב', 'כתבה', 'כתב/ה', 'כתב\u200f/ה', 'כתבו', 'מאת'], openings: ['בתאריך', 'ב', 'ביום'] },
  {
    language: 'ja',
    verbs: ['のメッセージ', '書きました', '書き込みました', '書いた', 'は書きました', 'が書きました', 'wrote'],
    openings: [],
  },
  { language: 'zh', verbs: ['写道', '寫道', '写了', '寫了', '编写', '來信'], openings: ['在', '于', '於'] },
  { language: 'ko', verbs: ['작성', '님이 작성', '썼습니다', '님이 쓴 글', '쓴 글', '씀'], openings: [] },
]

/** Every verb, the longest first, so that a pattern made of them takes the whole of it. */
export const writingVerbs = unique(attributionWords.flatMap((words) => words.verbs))
export const attributionOpenings = new Set(attributionWords.flatMap((words) => words.openings))

/** One word of each verb, enough to know it: `écrit` of `a écrit`, `skrev` of `skrev följande`. Letters only. */
export const verbWords: ReadonlySet<string> = new Set(
  writingVerbs.map((verb) => {
    const words = verb.match(/[\p{L}\p{M}]+/gu) ?? []
    return words.find((word) => writingVerbs.includes(word)) ?? words.at(-1) ?? verb
  }),
)

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].sort((a, b) => b.length - a.length)
}
