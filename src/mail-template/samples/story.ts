import type { Language } from '../../i18n/language.ts'

/** The small story that the previews tell, in each language: a label printer that loses half of the address. */
export interface Story {
  desk: { name: string; address: string; prefix: string }
  tag: string
  web: string
  requester: { name: string; displayName: string; address: string }
  technician: { name: string; displayName: string }
  colleague: string
  title: string
  question: string
  answer: string
  detail: string
  note: string
  solution: string
  refusal: string
  thanks: string
  forgetIt: string
  picture: string
  video: string
}

const english: Story = {
  desk: { name: 'Riverside IT', address: 'support@riverside.example', prefix: 'HELP' },
  tag: '[HELP #0000042]',
  web: 'https://desk.riverside.example',
  requester: { name: 'Emma', displayName: 'Emma Clarke', address: 'emma.clarke@riverside.example' },
  technician: { name: 'Daniel', displayName: 'Daniel Reed' },
  colleague: 'Aisha Khan',
  title: 'Label printer prints half the address',
  question:
    'Hello,\n\nSince this morning the label printer in the warehouse prints only the first two lines of each address. The rest of the label stays white.\n\nWe have about sixty parcels to send before four o’clock. A picture is attached.\n\nThank you!\nEmma',
  answer:
    'Hello Emma,\n\nThank you for the picture, that helps a lot. The printer thinks that it has the small labels in it.\n\nCould you open the lid and tell me what is written on the edge of the roll?\n\nUntil then, the printer in the office has the right labels: choose “Labels, first floor” when you print.',
  detail: 'It says 62 × 100 on the roll. I filmed what it does when I press the feed button, in case that is of use.',
  note: 'The driver was updated last night on all warehouse machines. I am putting the old one back on Emma’s first.',
  solution:
    'Last night’s update had set the label size to 62 × 29. I have put it back to 62 × 100 and locked it, so that the next update leaves it alone.\n\nThe parcels that waited have been printed: they are in the tray.',
  refusal:
    'The first twenty came out well, but now the last line of the address is cut off again. Same parcels as this morning.',
  thanks: 'Works like a charm. Thank you so much!',
  forgetIt: 'Never mind, it works again. Somebody had put the wrong roll in. Sorry for the trouble!',
  picture: 'half-a-label.jpg',
  video: 'feed-button.mp4',
}

const french: Story = {
  desk: { name: 'Informatique de l’Atelier', address: 'support@atelier.example', prefix: 'AIDE' },
  tag: '[AIDE #0000042]',
  web: 'https://support.atelier.example',
  requester: { name: 'Camille', displayName: 'Camille Martin', address: 'camille.martin@atelier.example' },
  technician: { name: 'Julien', displayName: 'Julien Moreau' },
  colleague: 'Nadia Benali',
  title: 'L’imprimante d’étiquettes coupe les adresses',
  question:
    'Bonjour,\n\nDepuis ce matin, l’imprimante d’étiquettes de l’entrepôt n’imprime que les deux premières lignes de chaque adresse. Le reste de l’étiquette reste blanc.\n\nNous avons une soixantaine de colis à envoyer avant seize heures. Je joins une photo.\n\nMerci d’avance !\nCamille',
  answer:
    'Bonjour Camille,\n\nMerci pour la photo, elle m’aide beaucoup. L’imprimante croit contenir les petites étiquettes.\n\nPourriez-vous ouvrir le capot et me dire ce qui est écrit sur le bord du rouleau ?\n\nEn attendant, celle du bureau a les bonnes étiquettes : choisissez « Étiquettes, 1er étage » au moment d’imprimer.',
  detail:
    'Il est écrit 62 × 100 sur le rouleau. J’ai filmé ce qu’elle fait quand j’appuie sur le bouton d’avance, au cas où cela servirait.',
  note: 'Le pilote a été mis à jour cette nuit sur tous les postes de l’entrepôt. Je remets l’ancien, en commençant par celui de Camille.',
  solution:
    'La mise à jour de cette nuit avait réglé la taille d’étiquette sur 62 × 29. Je l’ai remise à 62 × 100 et verrouillée, pour que la prochaine n’y touche pas.\n\nLes étiquettes en attente sont imprimées : elles sont dans le bac.',
  refusal:
    'Les vingt premières sont sorties correctement, mais la dernière ligne de l’adresse est de nouveau coupée. Les mêmes colis que ce matin.',
  thanks: 'Ça marche parfaitement. Merci beaucoup !',
  forgetIt: 'Laissez tomber, elle remarche. Quelqu’un avait mis le mauvais rouleau. Désolée pour le dérangement !',
  picture: 'demi-etiquette.jpg',
  video: 'bouton-avance.mp4',
}

export const stories: Record<Language, Story> = { en: english, fr: french }
