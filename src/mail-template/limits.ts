/** How many earlier items a mail quotes. */
export const HISTORY_ITEMS = 10

/** Characters of HTML that the quoted items may have together: Gmail hides what follows the first 102 KB of a mail. */
export const HISTORY_CHARACTERS = 40_000

/** Characters of a subject, before encoding. */
export const SUBJECT_CHARACTERS = 200

/** Column at which lines of the text part are folded: RFC 5322 section 2.1.1 asks for 78 at most. */
export const TEXT_COLUMNS = 76

/** How deep templates may include one another. */
export const INCLUDE_DEPTH = 8

/** What a mail that was held shows of itself. */
export const START_OF_TEXT = 200

/** Characters of the new words that one mail shows, and of their HTML: more than anybody reads in a mail, less than servers refuse. */
export const WORDS_CHARACTERS = 100_000
export const WORDS_HTML_CHARACTERS = 400_000
