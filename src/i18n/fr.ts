import type { LabelKey } from './en.ts'

/** Labels, in French: typographic apostrophes, and a no-break space before double punctuation. */
export const fr: Record<LabelKey, string> = {
  colon: ' :',

  'greeting.named': 'Bonjour {name},',
  'greeting.plain': 'Bonjour,',

  'status.incoming': 'nouveau',
  'status.assigned': 'en cours (attribué)',
  'status.planned': 'en cours (planifié)',
  'status.waiting': 'en attente',
  'status.solved': 'résolu',
  'status.closed': 'clos',

  'type.incident': 'incident',
  'type.request': 'demande',

  'urgency.1': 'très basse',
  'urgency.2': 'basse',
  'urgency.3': 'moyenne',
  'urgency.4': 'haute',
  'urgency.5': 'très haute',

  'ticket.requester': 'Demandeur',
  'ticket.assignee': 'Attribué à',
  'ticket.nobody': 'personne pour l’instant',
  'ticket.status': 'Statut',
  'ticket.type': 'Type',
  'ticket.urgency': 'Urgence',
  'ticket.observers': 'Observateurs',
  'ticket.open': 'Ouvrir le ticket',

  'files.heading': 'Pièces jointes',
  'files.kept': 'trop volumineux pour ce message, conservé avec le ticket',
  'files.dropped': 'Non reprises',

  'history.heading': 'Plus tôt dans cet échange',
  'history.wrote': '{author}, le {at}',
  'history.private': 'note interne',
  'history.omitted': 'Les messages plus anciens ne sont pas repris ici ; ils restent dans le ticket.',

  'notice.new-ticket': 'nouveau ticket',
  'notice.followup-technician': 'nouvelle réponse',
  'notice.private-followup': 'nouvelle note',
  'notice.unconfirmed-followup': 'réponse d’une adresse inconnue',
  'notice.assigned': 'ce ticket vous est attribué',
  'notice.solution-refused': 'cela ne marche pas encore, le ticket est rouvert',
  'notice.solution-approved': 'la solution est approuvée',
  'notice.closed-technician': 'le ticket a été clos',
  'notice.answer-undone': 'la réponse à la solution est annulée',
  'notice.close-offered': 'tout marche déjà, le ticket peut être clos',
  'notice.command-unknown': 'une ligne de votre réponse n’a pas été comprise, personne ne l’a reçue',
  'notice.observer-proposed': 'une personne en copie ne participe pas encore',
  'notice.bounce-notice': 'un de nos messages n’est pas arrivé',
  'notice.new': 'votre message nous est parvenu',
  'notice.followup': 'nouvelle réponse',
  'notice.solved': 'une solution',
  'notice.closed': 'le ticket est clos',
  'notice.reopened': 'le ticket n’est plus clos',
  'notice.close-reminder': 'le ticket sera bientôt clos',
  'notice.link-confirmation': 'un lien que nous vous avons envoyé a servi',
  'notice.attachment-dropped': 'des fichiers ont été laissés de côté',
  'notice.rejected-mail': 'une demande de votre message n’a pas pu être exécutée',
  'notice.encrypted-mail': 'votre message est chiffré, personne n’a pu le lire',
  'notice.empty-reply': 'votre réponse était vide',

  'words.cut': 'C’est trop long pour un message : la suite est conservée avec le ticket.',

  'offer.approve': 'La solution convient',
  'offer.refuse': 'Cela ne marche pas encore',
  'offer.undo': 'Annuler cela',
  'offer.close': 'Clore le ticket',
  'offer.add': 'L’ajouter comme observateur',

  'dropped.too-large': 'trop volumineux',
  'dropped.type': 'ce type de fichier n’est pas accepté',
  'dropped.too-many': 'trop de fichiers dans un seul message',
  'dropped.infected': 'un virus y a été trouvé',
  'dropped.unscanned': 'pas encore vérifié par l’antivirus',
  'dropped.unreadable': 'illisible',
  'dropped.kept-back': 'privé sur le ticket, et le reste',

  'closed.by-approval': 'par approbation',
  'closed.by-manager': 'par le support',
  'closed.by-delay': 'à l’échéance',

  'size.bytes': '{n} octets',
  'size.kilobytes': '{n} ko',
  'size.megabytes': '{n} Mo',
}
