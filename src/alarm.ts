/** Where trouble that needs a person is told. `name` says which trouble it is: raised again it is the same alarm. */
export interface Alarms {
  raise(name: string, text: AlarmText): void
  /** It is right again. Also called where nothing was wrong. */
  clear(name: string): void
}

export interface AlarmText {
  /** What is wrong. */
  en: string
  fr: string
  /** What a person can do, where it is said apart. */
  mend?: { en: string; fr: string }
}
