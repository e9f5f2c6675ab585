/** Pictograms that can only be meant well. Any other, such as a thumb down or a face with rolling eyes, is for a person to read. */
const gladPictograms = new Set(
  '👍👌🙏👏🙌💪🤝🙂😊☺😀😃😄😁😆😉😎😍🤩🥰🤗😇🥳🎉🎊✅✔☑💯❤♥💙💚💛🧡💜💖⭐🌟✨☀🌞🌸🌷🌹💐🍀',
)

/** The pictograms of a text, without skin tones and variation selectors. */
export function pictogramsIn(text: string): string[] {
  return text.match(/(?!\p{P})\p{Extended_Pictographic}/gu) ?? []
}

export function isGlad(pictogram: string): boolean {
  return gladPictograms.has(pictogram)
}

/** A text in which the faces made of punctuation are pictograms, so that “Merci :-(” is not taken for thanks. */
export function smileysDrawn(text: string): string {
  return text.replaceAll(/[:;=]['’]?-?[([/\\|]/gu, '🙁').replaceAll(/[:;=]-?[)DP](?!\p{L})/giu, '🙂')
}
