/** What an access token is asked for with: a provider, and what the owner of the account consented to once. */
export interface OauthSetup {
  /** `https://oauth2.googleapis.com/token`, `https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token`. */
  tokenUrl: string
  clientId: string
  /** Empty for public clients. */
  clientSecret: string
  /** As it is configured; the provider may have given another in its place since. */
  refreshToken: string
  /** Space-separated; empty where the endpoint needs none (Google). */
  scope: string
}
