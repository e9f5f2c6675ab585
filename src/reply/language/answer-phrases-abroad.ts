import type { AnswerPhrases } from '../answer-phrases.ts'

/**
 * Answers to a solution in German, Spanish, Italian, Portuguese and Dutch, as short as they are usual: what is not understood is read by
 * a person. Words that mean something else in English or French stand only within phrases.
 */
export const answersAbroad: AnswerPhrases = {
  approval: [
    ...['genehmigt', 'ich genehmige die losung', 'akzeptiert', 'sie konnen das ticket schliessen'],
    ...['ticket kann geschlossen werden', 'apruebo la solucion', 'aprobado', 'aprobada', 'acepto la solucion'],
    ...['pueden cerrar el ticket', 'puede cerrar el ticket', 'approvo la soluzione', 'approvato', 'approvata'],
    ...['accetto la soluzione', 'potete chiudere il ticket', 'puo chiudere il ticket', 'aprovo a solucao'],
    ...['aceito a solucao', 'podem fechar o ticket', 'pode fechar o ticket', 'podem encerrar o chamado'],
    ...['goedgekeurd', 'akkoord', 'ik ga akkoord', 'het ticket mag dicht', 'u kunt het ticket sluiten'],
  ],
  works: [
    ...['es funktioniert', 'es funktioniert jetzt', 'funktioniert', 'funktioniert jetzt', 'jetzt funktioniert es'],
    ...['jetzt geht es', 'es geht wieder', 'es lauft', 'alles gut', 'alles ok', 'alles in ordnung'],
    ...['problem gelost', 'hat sich erledigt', 'funciona', 'ya funciona', 'ahora funciona', 'ya funciona bien'],
    ...['todo funciona', 'esta resuelto', 'resuelto', 'solucionado', 'problema resuelto', 'problema solucionado'],
    ...['todo bien', 'todo correcto', 'ya esta', 'funziona', 'ora funziona', 'adesso funziona', 'tutto funziona'],
    ...['funziona tutto', 'risolto', 'problema risolto', 'tutto a posto', 'tutto ok', 'va bene', 'ja funciona'],
    ...['agora funciona', 'esta funcionando', 'esta a funcionar', 'funcionou', 'resolvido', 'problema resolvido'],
    ...['tudo certo', 'tudo bem', 'tudo ok', 'het werkt', 'het werkt nu', 'het werkt weer', 'nu werkt het'],
    ...['werkt', 'werkt nu', 'werkt weer', 'opgelost', 'probleem opgelost', 'het is opgelost', 'alles in orde'],
    ...['alles goed'],
  ],
  thanks: [
    ...['danke', 'danke schon', 'danke sehr', 'vielen dank', 'herzlichen dank', 'besten dank', 'tausend dank'],
    ...['danke ihnen', 'danke dir', 'vielen dank fur ihre hilfe', 'danke fur ihre hilfe', 'danke fur die hilfe'],
    ...['danke fur die schnelle hilfe', 'perfekt', 'prima', 'gracias', 'muchas gracias', 'mil gracias'],
    ...['muchisimas gracias', 'gracias por su ayuda', 'gracias por la ayuda', 'perfecto', 'grazie'],
    ...['grazie mille', 'molte grazie', 'tante grazie', 'grazie per l aiuto', 'grazie dell aiuto', 'perfetto'],
    ...['ottimo', 'obrigado', 'obrigada', 'muito obrigado', 'muito obrigada', 'obrigado pela ajuda'],
    ...['obrigada pela ajuda', 'perfeito', 'otimo', 'bedankt', 'dank u', 'dank je', 'dank u wel', 'dank je wel'],
    ...['dankjewel', 'hartelijk dank', 'heel erg bedankt', 'bedankt voor de hulp', 'bedankt voor uw hulp'],
  ],
  courtesy: ['ja', 'vale'],
  closing: [
    ...['mit freundlichen grussen', 'freundliche grusse', 'viele grusse', 'beste grusse', 'liebe grusse'],
    ...['schone grusse', 'mfg', 'lg', 'schonen tag', 'einen schonen tag', 'schonen tag noch'],
    ...['schones wochenende', 'un saludo', 'saludos', 'saludos cordiales', 'cordiales saludos'],
    ...['cordiali saluti', 'distinti saluti', 'saluti', 'un saluto', 'buona giornata', 'buona serata'],
    ...['atenciosamente', 'cumprimentos', 'os melhores cumprimentos', 'abracos', 'met vriendelijke groet'],
    ...['met vriendelijke groeten', 'vriendelijke groet', 'groet', 'groeten', 'mvg', 'fijne dag', 'fijn weekend'],
  ],
  greeting: [
    ...['hallo', 'guten tag', 'guten morgen', 'guten abend', 'hola', 'buenos dias', 'buenas tardes', 'buen dia'],
    ...['ciao', 'buongiorno', 'buonasera', 'salve', 'ola', 'bom dia', 'boa tarde', 'boa noite', 'goedemorgen'],
    ...['goedemiddag', 'goedenavond'],
  ],
}
