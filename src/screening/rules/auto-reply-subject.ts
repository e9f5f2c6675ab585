import { boundedSubject } from '../header.ts'
import type { Rule } from '../rule.ts'

/** How clients begin the subject of an automatic reply, in the languages that the desk reads. The weakest sign: people write these words too. */
export const replySubjects: readonly RegExp[] = [
  /^(?:(?:\[?auto(?:matic|mated|matisch)?\]?|vacation|out[- ]of[- ](?:the[- ])?office|ooo|away)[ -]?(?:reply|response|responder|message|notice|notification|autoreply|:))/i,
  /^(?:out of (?:the )?office|i am (?:currently )?(?:away|out of)|i['’]m (?:away|out of)|away from (?:the|my) (?:office|mail|desk)|on vacation|auto:)/i,
  // Lotus Notes: "Ann Smith is out of the office (returning 01/02/2021)".
  /(?: is out of (?:the|my) office| est absent(?:e)?(?: du bureau)?| ist (?:außer haus|nicht im büro|abwesend))\b.{0,60}$/i,
  /^(?:réponse automatique|réponse auto|absence du bureau|absent(?:e|\(e\))? (?:du bureau|:)|message d['’]absence|absence\s?:|en congés?\b|notification d['’]absence)/i,
  /^(?:automatische antwort|automatische rückmeldung|abwesenheit|abwesend|abwesenheitsnotiz|außer haus|nicht im büro)/i,
  /^(?:respuesta automática|respuesta automatica|fuera de (?:la )?oficina|ausente de la oficina|ausencia)/i,
  /^(?:risposta automatica|fuori sede|fuori ufficio|assenza|assente)/i,
  /^(?:resposta automática|resposta automatica|fora do escritório|ausência|ausente do escritório)/i,
  /^(?:automatisch antwoord|automatische reactie|afwezig|niet aanwezig|afwezigheid|buiten kantoor)/i,
  /^(?:automatyczna odpowiedź|autoodpowiedź|odpowiedź automatyczna|nieobecność|poza biurem)/i,
  /^(?:autosvar|automatiskt svar|automatisk svar|frånvaro|fraværende|fravær|ikke til stede|ute av kontoret|ude af kontoret|ej på kontoret|ikke på kontoret)/i,
  /^(?:automaattinen vastaus|poissa|poissaolo)/i,
  /^(?:automatická odpověď|mimo kancelář|nepřítomnost)/i,
  /^(?:automatikus válasz|házon kívül|távollét)/i,
  /^(?:автоматический ответ|автоответ|автоматична відповідь|автовідповідь|нет на рабочем месте|вне офиса|відсутн)/i,
  /^(?:răspuns automat|automatická odpoveď|automatski odgovor|samodejni odgovor|resposta automàtica|automatinis atsakymas)/i,
  /^(?:automātiskā atbilde|automaatvastus|автоматичен отговор|trả lời tự động|ตอบกลับอัตโนมัติ|balasan otomatis)/i,
  /^(?:otomatik yanıt|otomatik cevap|ofis dışında)/i,
  /^(?:αυτόματη απάντηση|εκτός γραφείου)/i,
  /^(?:自動応答|自動返信|不在通知|自动答复|自动回复|自動回覆|自動回復|外出|자동 회신|자동회신|자동 응답|부재중|부재 중)/i,
  /^(?:رد تلقائي|الرد التلقائي|خارج المكتب|תשובה אוטומטית|מענה אוטומטי|מחוץ למשרד)/i,
]

export const autoReplySubject: Rule = {
  id: 'auto-reply-subject',
  find(mail) {
    const subject = boundedSubject(mail)
    if (!replySubjects.some((pattern) => pattern.test(subject))) return null
    return {
      kind: 'auto-reply',
      reason: {
        en: `the subject begins like an automatic reply: ${subject.slice(0, 60)}`,
        fr: `l’objet commence comme une réponse automatique : ${subject.slice(0, 60)}`,
      },
      weak: true,
    }
  },
}
