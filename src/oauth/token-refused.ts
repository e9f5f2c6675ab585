/** The token endpoint will not give an access token until a person gives another refresh token, or mends the provider's settings. */
export class TokenRefused extends Error {
  /** The endpoint's own words (RFC 6749 section 5.2), on one bounded line. */
  readonly answer: string

  constructor(answer: string) {
    super(`token refused: ${answer}`)
    this.name = 'TokenRefused'
    this.answer = answer
  }
}
