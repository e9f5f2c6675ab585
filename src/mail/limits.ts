/** Every size, depth and count that the sender of a mail controls, with the name that notes and documentation use. */

/** One header block, in octets. Past it the rest of the mail is left unread (the raw mail is kept). */
export const MAX_HEADER_BLOCK_BYTES = 4 * 1024 * 1024
/** One header field as it is kept; the rest of a longer one is cut. */
export const MAX_HEADER_FIELD_CHARS = 64 * 1024
/** All header fields of a mail together, and how many. */
export const MAX_HEADERS_CHARS = 512 * 1024
export const MAX_HEADER_FIELDS = 2_000

/** A subject as it is kept. RFC 5322 allows lines of 998 octets, and GLPI's column takes 255 characters. */
export const MAX_SUBJECT_CHARS = 1_000
/** Addresses of To, Cc and their like that are read, each. */
export const MAX_ADDRESSES = 1_000
/** RFC 5321 section 4.5.3.1: 64 octets, an at sign and 255 octets. */
export const MAX_ADDRESS_CHARS = 320
export const MAX_DISPLAY_NAME_CHARS = 200
/** A Message-ID longer than this is not one. */
export const MAX_MESSAGE_ID_CHARS = 1_000
/** Of a longer list the first (who began the thread) and the newest are kept. */
export const MAX_MESSAGE_IDS = 50

/** MIME parts that are read; the rest of the mail is left unread past it. */
export const MAX_PARTS = 10_000
/** Levels of multipart inside multipart. */
export const MAX_MIME_DEPTH = 256
/** Attachments that are kept, machine parts and files out of winmail.dat included. */
export const MAX_ATTACHMENTS = 1_000

/** One text/plain part, decoded; a longer one is kept whole as an attachment. */
export const MAX_TEXT_PART_BYTES = 2 * 1024 * 1024
/** One text/html part up to which HTML is kept as HTML; a longer one is kept as an attachment and its text is read. */
export const MAX_HTML_BYTES = 1024 * 1024
/** How much of a longer HTML part its text is taken from. */
export const MAX_HTML_READ_BYTES = 8 * 1024 * 1024
/** All text and HTML parts of a mail that are held in memory. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024
/** The text that comes out, in characters. */
export const MAX_TEXT_CHARS = 2 * 1024 * 1024
/** Its lines: each is looked at by many rules. A text part that has more is kept whole as an attachment too. */
export const MAX_TEXT_LINES = 40_000
/** Elements inside elements, past which HTML is only read as text: parsers are quadratic in depth. */
export const MAX_HTML_DEPTH = 200

/** The text of a machine part (delivery-status, calendar, returned mail) that is kept beside it. */
export const MAX_MACHINE_TEXT_BYTES = 256 * 1024
/** What of an attachment's start is looked at to find its type. */
export const TYPE_SAMPLE_BYTES = 4_100
/** A winmail.dat or an opaque S/MIME part that is opened; a longer one stays a file. */
export const MAX_CONTAINER_BYTES = 16 * 1024 * 1024

export const MAX_FILENAME_BYTES = 200
/** A parameter of Content-Type or Content-Disposition, its RFC 2231 pieces together. */
export const MAX_PARAMETER_CHARS = 8_192
export const MAX_PARAMETERS = 200

/** Pieces in which a source is handed on, whatever the size of its own. */
export const CHUNK_BYTES = 64 * 1024
/** Notes on one mail. */
export const MAX_NOTES = 100
