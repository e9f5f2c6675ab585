/** So many characters in a row that stand in a secret are no coincidence. */
const tellingLength = 16
const longestText = 4096

/** What a server or an endpoint said, without what it was told in secret and repeats, be it cut or in pieces. At most 4096 characters. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return text.slice(0, longestText).replaceAll(/\S+/g, (word) => hideInWord(word, secrets))
}

function hideInWord(word: string, secrets: readonly string[]): string {
  const hidden = new Set<number>()
  for (const secret of secrets) {
    const length = Math.min(secret.length, tellingLength)
    for (let start = 0; length > 0 && start + length <= word.length; start += 1)
      if (secret.includes(word.slice(start, start + length)))
        for (let at = start; at < start + length; at += 1) hidden.add(at)
  }
  if (hidden.size === 0) return word
  return [...word.split('').keys()]
    .map((at) => (hidden.has(at) ? (hidden.has(at - 1) ? '' : '[hidden]') : word.charAt(at)))
    .join('')
}
