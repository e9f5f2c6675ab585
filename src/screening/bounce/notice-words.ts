import { screeningLimits } from '../limits.ts'

/** Names that only mail systems write under: local parts. @internal For its test. */
export const daemonLocalParts =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|mailerdaemon|microsoftexchange[0-9a-f]{32}|mail-delivery|mailsystem)(?:$|[+@\\])/

/** Display names of mail systems. @internal For its test. */
export const daemonNames =
  /mail(?:er)? delivery? ?(?:sub)?system|mail deliver system|delivery subsystem|mailer.?daemon|mail delivery service/

/** Display names under which systems and people write: they need more of a notice than those above. @internal For its test. */
export const administratorNames =
  /^post ?master\b|^(?:system|mail) ?administrator$|^administrateur syst|^administrador (?:del?|do) sistema$|^amministratore di sistema$|^systeembeheerder$|^microsoft (?:outlook|exchange)$/

/** Subjects of delivery notices, from their start; a person's `Re:` or `Fwd:` before them never matches. @internal For its test. */
export const noticeSubjects: readonly RegExp[] = [
  /^(?:undeliver|undelivered|non[- ]?(?:delivery|remis)|not delivered|unzustellbar|mail undeliverable|message undeliverable)/i,
  /^(?:mail |message |e-?mail )?delivery (?:status|notification|failure|failed|problem|error|report|has failed|warning|delay|unsuccessful|incomplete)/i,
  /^(?:mail|message|e-?mail)(?: system)? (?:delivery |could not be |not )?(?:fail|error|delivered|problem|warning|status|delay)/i,
  /^(?:returned|failed|bounced|rejected|delayed|undeliverable) (?:mail|message|e-?mail)/i,
  /^(?:failure|failed|delivery) (?:notice|delivery|failure|failed|notification)/i,
  /^(?:permanent|temporary|automatic) (?:delivery )?(?:failure|error|rejection)/i,
  /^(?:warning|error|\[?postmaster\]?)\b.{0,200}(?:deliver|delayed|unknown|undeliver|could not send)/i,
  /^automatically rejected mail|^there was an error sending your|^\[bounce\]/i,
  /^your (?:message|mail|e-?mail) .{0,320}(?:could not be|was not|has not been) delivered/i,
  /^(?:échec|non remis|remise|message non|message retard|avis de non|notification d['’]état de remise|rapport de non)/i,
  /^(?:unzustellbare|nicht zustellbar|zustellung|unzustellbar|fehler bei der zustell|benachrichtigung zum zustell|mail delivery failed)/i,
  /^(?:no se puede entregar|no entregado|no se ha podido|error de entrega|entrega fallida|mensaje devuelto|notificación de estado de entrega)/i,
  /^(?:non recapitabile|mancato recapito|impossibile recapitare|mancata consegna|notifica (?:di )?(?:mancat|stato)|messaggio non)/i,
  /^(?:não é possível entregar|não entregue|falha na entrega|mensagem devolvida|falha de entrega|notificação (?:de|sobre) (?:status|estado))/i,
  /^(?:onbestelbaar|niet bestelbaar|niet afgeleverd|bezorging|onbestelbare)/i,
  /^(?:niedostarcz|nie można dostarczyć|olevererbart|kan inte levereras|kan ikke leveres|det går inte att leverera|ikke leveret|toimitus|nedoručiteln|kézbesíthetetlen|недоставлено|не доставлено|сообщение не доставлено|ваше сообщение не доставлено|недоставлен|teslim edilemedi|μη παραδόσιμο|не удалось доставить|не удается доставить|ei voi toimittaa|perille toimittamatta|недоставлене|не вдалося доставити|negalima pristatyti|nedoručené|nije isporučeno|netransmis)/i,
  /(?:配信(?:不能|できません|エラー)|配達(?:不能|不可)|メールエラー|送信エラー|未送達|未送达|无法送达|退信|无法投递|投递失败|邮件发送失败|無法傳遞|無法傳送|배달되지 않음|반송|تعذر التسليم|לא ניתן למסירה)/,
  /\((?:delivery failed|failure|delay)\)\s*$/i,
]

/** What notices say in their own words: the mail did not arrive. @internal For its test. */
export const failureWords: readonly RegExp[] = [
  /(?:could|can|was|were|has|have|is|be|been) ?(?:not|n['’]t)(?: yet)?(?: be| been)? (?:delivered|reached|able to deliver|deliverable)/i,
  /(?:cannot|can't|couldn't|unable to|not able to|failed to|failure to|could not|trouble) (?:be )?deliver/i,
  /deliver(?:y|ing)? (?:of |to |your )?.{0,120}(?:failed|has been delayed|been postponed|was aborted|problem|error|failure|unsuccessful)/i,
  /(?:did not|didn['’]t) (?:reach|receive)/i,
  /(?:undeliverable|non-deliver|not delivered|delivery (?:problems|errors|failure)|fatal errors)/i,
  /(?:unknown|no such|invalid|disabled|inactive|unavailable) (?:user|mailbox|recipient|address|account)|user unknown|user not (?:known|found)/i,
  /(?:mailbox|mailfolder|inbox|account|user|recipient|folder).{0,60}(?:full|over ?quota|exceed|does not exist|doesn['’]t exist|over disk quota|locked|suspended|unavailable)/i,
  /(?:address(?:\(es\)|es)?|recipients?) (?:had|failed|could|was|were|not)/i,
  /encountered an error|has been returned|was(?: automatically)? rejected|rejected by|transcript of session|returned mail|invalid final delivery/i,
  /failure reasons|not listed in|was blocked by|responded (?:as follows|with failure)|there was an error deliver|an error has occurred while attempting to deliver/i,
  /contained one or more recipient addresses that were\s+incorrectly constructed/i,
  /an error was detected while processing|did not exactly match/i,
  /n['’]a(?: pas)? pu (?:être|etre)|n['’]a pas (?:été|pu)|impossible de remettre|non remis|échec de la remise/i,
  /nicht (?:zugestellt|zustellbar|übermittelt)|konnte nicht|fehlgeschlagen/i,
  /no (?:se )?(?:pudo|ha podido|puede) ser? ?entreg|no pudo ser|no se (?:pudo|ha podido|puede) entregar|nao pode ser|não (?:pôde|pode|foi|foram|é possível)/i,
  /non (?:è stato possibile|può essere|ha potuto|recapitat)|impossibile recapitare/i,
  /kon niet worden|niet (?:bezorgd|afgeleverd)|kan niet worden/i,
  /не (?:может быть|было|удалось|был|вдалося) достав|epäonnistui|未能向|无法传递|無法傳遞|전송하지 못|배달하지 못|nie można dostarczyć|nelze doručit|nem sikerült kézbesíteni|gick inte att leverera|kunne ikke lever|teslim edilemedi|送信(?:できません|に失敗|不能)|配信できません|存在しない|无法投递|无法送达|投递失败|退回/i,
]

/** What says that the mail is still on its way. @internal For its test. */
export const delayWords: readonly RegExp[] = [
  /not yet been delivered|has not yet|delayed|still being retried|still undelivered/i,
  /warning message only|this is (?:just )?a warning|advisory-only|been postponed/i,
  /(?:will|attempts) (?:be retried|continue)|message will be retried|delivery attempts will/i,
  /will keep trying|we will continue to|has been deferred/i,
  /verzögert|retard[ée]|en retard|retrasad|ritardat|atrasad|vertraagd/i,
]

/** What says that nobody will try again, whatever else the notice says. @internal For its test. */
export const finalWords =
  /permanent (?:fatal )?(?:delivery )?(?:error|failure)|permanently|(?:i['’]ve|have) given up|giving up on|not going to try again|no further delivery attempts/i

/** True for addresses and names that only mail systems write under. */
export function isDaemon(address: string, name: string): boolean {
  return daemonLocalParts.test(address.toLowerCase()) || daemonNames.test(name.toLowerCase().slice(0, 200))
}

/** True also for those that the people who look after mail systems share with them. */
export function isPostmaster(address: string, name: string): boolean {
  const shared = /^post[-_]?master(?:$|[+@\\])/.test(address.toLowerCase())
  return shared || administratorNames.test(name.toLowerCase().slice(0, 200)) || isDaemon(address, name)
}

export function isNoticeSubject(subject: string): boolean {
  const bounded = subject.slice(0, screeningLimits.subjectChars).trim()
  return noticeSubjects.some((pattern) => pattern.test(bounded))
}

/** True where the words of a notice say that a mail did not arrive, or not yet. */
export function tellsFailure(notice: string): boolean {
  return anyLine(notice, failureWords) || anyLine(notice, delayWords)
}

export function isDelay(subject: string, notice: string): boolean {
  const bounded = subject.slice(0, screeningLimits.subjectChars)
  const delayed = anyLine(bounded, delayWords) || anyLine(notice, delayWords)
  return delayed && !anyLine(notice, [finalWords])
}

/** Sentences wrap: each line is looked at with the one after it, past empty ones. */
function anyLine(text: string, patterns: readonly RegExp[]): boolean {
  const lines = text.split('\n').map((line) => line.slice(0, screeningLimits.lineChars).trim())
  const filled = lines.filter((line) => line !== '')
  return filled.some((line, index) => {
    const pair = `${line} ${filled[index + 1] ?? ''}`
    return patterns.some((pattern) => pattern.test(pair))
  })
}
