/** Everything a sender could make large, and how much of it screening looks at. */
export const screeningLimits = {
  /** Characters of a notice's text that are read for recipients and codes. */
  noticeChars: 64_000,
  /** Characters of a machine part (delivery-status, feedback-report, a returned mail) that are read. */
  machinePartChars: 256_000,
  /** Characters of one line that patterns are given. */
  lineChars: 1_000,
  /** Failed recipients kept of one bounce. */
  recipients: 100,
  /** Fields of a returned header block that are kept. */
  returnedFields: 200,
  /** Characters of a recipient's diagnostic. */
  diagnosticChars: 500,
  /** Characters of a subject that patterns are given. */
  subjectChars: 500,
} as const
