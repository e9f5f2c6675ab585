/** What a signed link can do: the values of `action_links.act`. */
export const linkActs = [
  'approve',
  'refuse',
  'undo',
  'confirm-sender',
  'deny-sender',
  'confirm-address',
  'deny-address',
  'close',
  'add-observer',
] as const

export type LinkAct = (typeof linkActs)[number]

export function isLinkAct(text: string): text is LinkAct {
  return linkActs.some((act) => act === text)
}
