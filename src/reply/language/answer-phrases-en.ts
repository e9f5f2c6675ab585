import type { AnswerPhrases } from '../answer-phrases.ts'

const toClose = ['close', 'close it', 'close this', 'close the ticket', 'close this ticket', 'close my ticket']

/** Answers to a solution in English. */
export const answersInEnglish: AnswerPhrases = {
  approval: [
    ...['approved', 'approve', 'i approve', 'i approve the solution', 'i approve this solution', 'solution approved'],
    ...['accepted', 'accept', 'i accept', 'i accept the solution', 'tested and approved'],
    ...['you can', 'you can now', 'you may', 'please', 'feel free to'].flatMap((may) =>
      toClose.map((close) => `${may} ${close}`),
    ),
    ...['ticket can be closed', 'the ticket can be closed', 'this ticket can be closed', 'this can be closed'],
  ],
  // The start of the mailto: that refuses; what follows it is the reason.
  refusal: ['i refuse the solution because', 'i refuse the solution', 'i refuse', 'refused', 'solution refused'],
  works: [
    ...['works', 'it works', 'it works now', 'works now', 'it is working', 'it s working', 'it s working now'],
    ...['working now', 'all working', 'all working now', 'everything works', 'everything works now', 'works fine'],
    ...['works fine now', 'it works fine', 'works great', 'works perfectly', 'works like a charm', 'works well'],
    ...['working fine', 'everything is working', 'everything is fine', 'everything is ok', 'it worked', 'that worked'],
    ...['fixed', 'it s fixed', 'it is fixed', 'that fixed it', 'i fixed it myself', 'that did it'],
    ...['that did the trick', 'solved', 'resolved', 'sorted', 'all sorted', 'it s solved', 'it s resolved'],
    ...['problem', 'issue', 'the problem is', 'the issue is', 'my problem is', 'my issue is'].flatMap((problem) =>
      ['solved', 'resolved', 'fixed', 'sorted'].map((gone) => `${problem} ${gone}`),
    ),
    ...['all good', 'all good now', 'it s all good', 'good now', 'it s good', 'it s ok now', 'ok now', 'all is well'],
    ...['all fine', 'all set', 'it s fine', 'we re good', 'i m good', 'no longer needed', 'forget it', 'it s sorted'],
    ...['never mind', 'nevermind', 'you can forget it', 'please forget it', 'false alarm', 'back to normal'],
  ],
  thanks: [
    ...['thanks', 'thank you', 'many thanks', 'thanks a lot', 'thanks a million', 'thanks a bunch'],
    ...['big thanks', 'a big thank you', 'thank you very much', 'thank you so much', 'thanks so much'],
    ...['thanks again', 'thank you again', 'thanks once again', 'thx', 'tks', 'ty', 'cheers', 'much appreciated'],
    ...['great', 'perfect', 'excellent', 'awesome', 'super', 'wonderful', 'brilliant', 'fantastic', 'amazing'],
    ...['you are the best', 'cool', 'nice', 'great job', 'good job', 'well done', 'hooray'],
  ],
  subject: [
    ...['for your help', 'for the help', 'for all your help', 'for your quick help', 'for the quick help'],
    ...['for your reply', 'for your quick reply', 'for the quick reply', 'for the reply', 'for your response'],
    ...['for your quick response', 'for the quick response', 'for your support', 'for your assistance'],
    ...['for your time', 'for the fix', 'for the quick fix', 'for everything', 'for the info', 'for the information'],
    ...['for the update', 'for the explanation', 'for letting me know'],
    ...['fixing', 'solving', 'resolving', 'sorting'].flatMap((mending) =>
      ['it', 'this', 'that'].map((what) => `for ${mending} ${what}`),
    ),
    ...['for sorting it out', 'for sorting this out', 'for sorting that out'],
  ],
  courtesy: [
    ...['yes', 'yep', 'yeah', 'ok', 'okay', 'alright', 'all right', 'good', 'very good', 'noted', 'received'],
    ...['fine', 'well received', 'got it', 'understood', 'sounds good', 'looks good', 'confirmed', 'i confirm'],
    ...['i can confirm', 'it s ok', 'it is ok'],
    ...['ok for me', 'ok with me', 'ok on my side', 'ok on my end', 'good for me', 'fine for me', 'fine with me'],
    ...['no problem', 'no worries'],
  ],
  closing: [
    ...['you too', 'regards', 'best regards', 'kind regards', 'warm regards', 'best'],
    ...['best wishes', 'sincerely', 'yours sincerely', 'have a nice day', 'have a good day', 'have a great day'],
    ...['have a nice weekend', 'have a good weekend', 'have a great weekend', 'bye', 'see you'],
  ],
  greeting: [
    ...['hi', 'hello', 'dear', 'hey', 'good morning', 'good afternoon', 'good evening', 'good day', 'all'],
    ...['all of you', 'everyone', 'team', 'sir', 'madam', 'mr', 'mrs', 'ms'],
  ],
  conjunction: ['and'],
  filler: [
    ...['now', 'so', 'very', 'indeed', 'oh', 'wow', 'really', 'just', 'here', 'for me', 'it s', 'its', 'that s'],
    ...['on my side', 'on my end'],
  ],
  circumstance: [
    ...['again', 'perfectly', 'tested', 'just tested', 'i tested', 'i just tested', 'i have tested', 'i ve tested'],
    ...['i confirm that', 'i can confirm that', 'i found it', 'i figured it out'],
  ],
}
